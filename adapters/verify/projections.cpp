#include "adapters/verify/projections.hpp"

namespace makegood::verify {

namespace {

std::string in_words(const Books::Sides& sides) {
    return "debit " + to_text(sides.debit, 0) + " and credit " + to_text(sides.credit, 0) + " minor units";
}

}  // namespace

void Projections::complain_of_surplus() {
    findings_.add("projection-differs",
                  "the table of adjustments has " + quoted(adjustments_.bytes(1)) + " at event " +
                      std::to_string(adjustments_.integer(0)),
                  "no row without its event: rebuild the projections");
    is_at_row_ = adjustments_.next();
}

void Projections::judge_adjustment(std::int64_t sequence, std::string_view number) {
    while (is_at_row_ && adjustments_.integer(0) < sequence) complain_of_surplus();
    const bool is_there = is_at_row_ && adjustments_.integer(0) == sequence;
    if (!is_there || adjustments_.bytes(1) != number)
        findings_.add("projection-differs",
                      is_there ? "the table of adjustments calls it " + quoted(adjustments_.bytes(1))
                               : "the table of adjustments does not have " + quoted(number),
                      quoted(number) + ", as the event says: rebuild the projections");
    if (is_there) is_at_row_ = adjustments_.next();
}

void Projections::judge_rest(const Books& books) {
    while (is_at_row_) complain_of_surplus();
    auto left = books.balances();
    const auto complain = [&](const Books::NameAndCurrency& account, const std::string& found,
                              const std::string& must) {
        findings_.add("projection-differs",
                      "the balance of " + quoted(account.first) + " in " + account.second + " is " + found,
                      must + ", the sum of the entries: rebuild the projections");
    };
    while (balances_.next()) {
        const Books::NameAndCurrency account{balances_.bytes(0), balances_.bytes(1)};
        const Books::Sides stored{balances_.integer(2), balances_.integer(3)};
        const auto found = left.find(account);
        const Books::Sides due = found == left.end() ? Books::Sides{} : found->second;
        if (stored.debit != due.debit || stored.credit != due.credit)
            complain(account, in_words(stored), in_words(due));
        if (found != left.end()) left.erase(found);
    }
    for (const auto& [account, due] : left) complain(account, "missing", in_words(due));
}

}  // namespace makegood::verify
