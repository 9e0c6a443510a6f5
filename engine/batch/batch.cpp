#include "engine/batch/batch.hpp"

#include <array>
#include <map>

namespace makegood {

namespace {

constexpr std::array<std::string_view, 3> state_names = {"sealed", "booked", "failed"};

}  // namespace

std::string_view to_text(BatchState state) {
    return state_names[static_cast<std::size_t>(state)];
}

std::vector<Entry> entries_for_accrual(const Chart& chart, const std::vector<RefundLiability>& liabilities) {
    std::map<Currency, Money> sums;
    for (const RefundLiability& liability : liabilities) {
        const Money gross = liability.net + liability.tax;
        const auto [at, is_new] = sums.emplace(gross.currency(), gross);
        if (!is_new) at->second += gross;
    }
    std::vector<Entry> entries;
    for (const auto& [currency, sum] : sums)
        if (sum.is_positive())
            entries.push_back({Account::guarantee_accruals, Account::refund_liability,
                               chart.name(Account::guarantee_accruals), chart.name(Account::refund_liability), sum,
                               Origin::makegood});
    return entries;
}

std::vector<Entry> turned_around(const std::vector<Entry>& entries) {
    std::vector<Entry> turned;
    for (const Entry& entry : entries)
        turned.push_back({entry.credit, entry.debit, entry.credit_name, entry.debit_name, entry.amount, entry.origin});
    return turned;
}

}  // namespace makegood
