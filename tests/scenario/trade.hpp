#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/scenario/claimant.hpp"
#include "tests/scenario/scene.hpp"

namespace makegood::scenario {

/// A company's trade at random: any invoices, payments whole, short, bounced, claims on the whole and on lines, net and
/// gross, restated and withdrawn, honoured by the president or by their promise, offers, credits given elsewhere,
/// credit notes taken back and corrected, refunds released, paid and returned, to accounts that paid or that were
/// named, make-goods, balances given back and used. What the store refuses is part of it. The same dice give the same
/// trade.
class Trade {
  public:
    Trade(Scene& scene, Dice& dice) : scene_(scene), dice_(dice) {}

    /// Bills `count` more invoices.
    void bill(int count);
    /// Does so much, within a working day: many things at once, each on an invoice of its own.
    void go_on(int deeds);
    /// How often each kind of command was accepted.
    [[nodiscard]] const std::map<std::string, int>& done() const { return done_; }
    [[nodiscard]] std::size_t invoices() const { return numbers_.size(); }

  private:
    struct Deed {
        std::string kind;
        Asked asked;
    };
    using MaybeDeed = std::optional<Deed>;

    [[nodiscard]] std::vector<InvoiceStream> any_invoices(std::size_t count);
    [[nodiscard]] Date today() const;
    [[nodiscard]] Money part_of(const Money& whole);
    [[nodiscard]] BankAccount any_account();
    [[nodiscard]] Saying any_saying(const InvoiceStream& stream);
    [[nodiscard]] MaybeDeed any_deed(const InvoiceStream& stream);
    [[nodiscard]] MaybeDeed pay(const InvoiceStream& stream);
    [[nodiscard]] MaybeDeed bounce(const InvoiceStream& stream);
    [[nodiscard]] MaybeDeed credit_elsewhere(const InvoiceStream& stream);
    [[nodiscard]] MaybeDeed claim(const InvoiceStream& stream);
    [[nodiscard]] MaybeDeed go_on_with(const InvoiceStream& stream, const Claim& claim);
    [[nodiscard]] MaybeDeed honour(const Claim& claim) const;
    [[nodiscard]] MaybeDeed answer(const Claim& claim);
    [[nodiscard]] MaybeDeed reverse(const InvoiceStream& stream);
    [[nodiscard]] MaybeDeed move_refund(const InvoiceStream& stream);
    [[nodiscard]] static MaybeDeed name_account(const Refund& refund, const BankAccount& account);
    [[nodiscard]] MaybeDeed give(const InvoiceStream& stream);
    [[nodiscard]] std::optional<InvoiceStream> another_open(const InvoiceDraft& invoice);
    [[nodiscard]] MaybeDeed use_balance(const InvoiceStream& stream);
    void ask(std::vector<Deed> deeds);

    Scene& scene_;
    Dice& dice_;
    std::vector<InvoiceNumber> numbers_;
    std::map<std::string, int> done_;
    int payments_ = 0;
    int credits_elsewhere_ = 0;
};

}  // namespace makegood::scenario
