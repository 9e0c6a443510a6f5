#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/verify/invoice.hpp"

namespace makegood::verify {

/// Payments, balances and make-goods, by type.
[[nodiscard]] bool is_of_money(std::string_view type);

/// Judges the money of one invoice that is neither a document nor a refund.
class MoneyJudge {
  public:
    MoneyJudge(Invoice& invoice, Books& books, Findings& findings)
        : invoice_(invoice), books_(books), findings_(findings) {}

    void judge(std::string_view type, const Value& payload, const Happening& happening);

  private:
    void receive(const Value& payment, const Happening& happening);
    void bounce(std::string_view payment, const Happening& happening);
    void use_balance(const Value& payload, const Happening& happening);
    void receive_balance(const Value& payload, const Happening& happening);
    void give(const Value& make_good, const Happening& happening);
    [[nodiscard]] Wide judge_tax(const Value& make_good, Wide amount);
    void judge_references(const Value& make_good);
    [[nodiscard]] std::string text(Wide minor) const { return invoice_.levels.text(minor); }

    Invoice& invoice_;
    Books& books_;
    Findings& findings_;
};

/// What is kept for a customer from one invoice and pays another: it leaves the one and arrives on the other, next to
/// each other in the journal, with the same amount, currency and customer.
class BalanceTransfers {
  public:
    /// One end of a transfer.
    struct End {
        std::uint64_t sequence = 0;
        std::int64_t at_ms = 0;
        std::string from;
        std::string on;
        std::string currency;
        Wide amount = 0;
        std::optional<std::string> customer{};  ///< nothing while it is not known
    };
    void leave(End end, Findings& findings);
    void arrive(const End& end, Findings& findings);
    /// Any other event stands here: what left before did not arrive.
    void pass(Findings& findings);

  private:
    std::optional<End> under_way_{};
};

}  // namespace makegood::verify
