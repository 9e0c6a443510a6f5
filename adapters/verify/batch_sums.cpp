#include "adapters/verify/batch_sums.hpp"

namespace makegood::verify {

namespace {

void add(BatchSums::OfKind& to, const BatchSums::OfKind& more) {
    to.count += more.count;
    to.totals.net += more.totals.net;
    to.totals.tax += more.totals.tax;
    to.totals.gross += more.totals.gross;
}

}  // namespace

void BatchSums::count(std::string_view kind, std::string_view currency, const Totals& totals) {
    add(kinds[{std::string(kind), std::string(currency)}], {1, totals});
}

void BatchSums::post(std::string_view debit_name, std::string_view credit_name, std::string_view currency,
                     Wide amount) {
    accounts[{std::string(debit_name), std::string(currency)}].debit += amount;
    accounts[{std::string(credit_name), std::string(currency)}].credit += amount;
}

BatchSums& BatchSums::operator+=(const BatchSums& other) {
    for (const auto& [key, of_kind] : other.kinds) add(kinds[key], of_kind);
    for (const auto& [key, sides] : other.accounts) {
        accounts[key].debit += sides.debit;
        accounts[key].credit += sides.credit;
    }
    return *this;
}

}  // namespace makegood::verify
