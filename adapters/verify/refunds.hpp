#pragma once

#include <string_view>

#include "adapters/verify/invoice.hpp"

namespace makegood::verify {

/// Judges what happens to the refunds of one invoice: recorded once for what asks for it, with its amount; moved only
/// due → instructed → paid | failed → due and paid → failed; attempts counted by one; sent only back to who paid, or to
/// an account that the customer confirmed; released by a second person; never more out than was paid in.
class RefundJudge {
  public:
    RefundJudge(Invoice& invoice, Books& books, Findings& findings)
        : invoice_(invoice), books_(books), findings_(findings) {}

    /// An event whose type begins with "refund-".
    void judge(std::string_view type, const Value& payload, const Happening& happening);

  private:
    void record(const Value& payload, const Happening& happening);
    [[nodiscard]] Refund::Source read_source(const Value& payload);
    void judge_asked(const Refund& refund, std::string_view document, const Sequel* asked);
    void take_from_balance(const Refund& refund, const Value& payload);
    void judge_still_here(const Refund& refund, Wide returnable, const std::string& what);
    void name_account(Refund& refund, const Happening& happening);
    void confirm_account(Refund& refund, std::string_view over, const Happening& happening);
    void instruct(Refund& refund, const Value& payload, const Happening& happening);
    void judge_account(const Refund& refund);
    void judge_person(const Refund& refund, Person by);
    void pay(Refund& refund, const Value& payload, const Happening& happening);
    void fail(Refund& refund, const Value& payload, const Happening& happening);
    void renew(Refund& refund, const Happening& happening);
    void cancel(Refund& refund, const Value& payload, const Happening& happening);
    void move(Refund& refund, Refund::State to);
    void judge_day(std::string_view name, const Value& payload, const Happening& happening);
    void tie_with_bank(Wide bank, const Happening& happening);
    [[nodiscard]] std::string text(Wide minor) const { return invoice_.levels.text(minor); }

    Invoice& invoice_;
    Books& books_;
    Findings& findings_;
};

}  // namespace makegood::verify
