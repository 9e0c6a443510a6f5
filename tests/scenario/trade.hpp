#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/scenario/claimant.hpp"
#include "tests/scenario/scene.hpp"

namespace makegood::scenario {

/// A company's trade at random: invoices in several currencies, payments whole, short, bounced, claims, offers,
/// credit notes taken back, refunds released, paid and returned, make-goods, balances. What the store refuses is part
/// of it. The same dice give the same trade.
class Trade {
  public:
    Trade(Scene& scene, Dice& dice) : scene_(scene), dice_(dice) {}

    /// Bills `count` more invoices.
    void bill(int count);
    /// Does so much, minutes apart.
    void go_on(int deeds);
    /// How often each kind of command was accepted.
    [[nodiscard]] const std::map<std::string, int>& done() const { return done_; }

  private:
    [[nodiscard]] InvoiceStream any_invoice();
    [[nodiscard]] Money part_of(const Money& whole);
    void deed();
    void pay(const InvoiceStream& stream);
    void bounce(const InvoiceStream& stream);
    void claim(const InvoiceStream& stream);
    void honour(const InvoiceStream& stream);
    void answer(const InvoiceStream& stream);
    void reverse(const InvoiceStream& stream);
    void move_refund(const InvoiceStream& stream);
    void give(const InvoiceStream& stream);
    void pay_out_balance(const InvoiceStream& stream);
    void ask(const std::string& kind, Command command, const Actor& actor);

    Scene& scene_;
    Dice& dice_;
    std::vector<InvoiceNumber> numbers_;
    std::map<std::string, int> done_;
    int payments_ = 0;
};

}  // namespace makegood::scenario
