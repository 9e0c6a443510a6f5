#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "adapters/verify/books.hpp"
#include "adapters/verify/levels.hpp"

namespace makegood::verify {

/// What a part of the journal holds of ours: documents, make-goods and refund instructions by kind and currency, and
/// entries by the accounts' own names and currency.
struct BatchSums {
    struct OfKind {
        std::int64_t count = 0;
        Totals totals{};
        bool operator==(const OfKind&) const = default;
    };
    /// "credit-note", "supplementary-invoice", "make-good" or "refund", and the currency.
    using KindAndCurrency = std::pair<std::string, std::string>;

    std::map<KindAndCurrency, OfKind> kinds{};
    std::map<Books::NameAndCurrency, Books::Sides> accounts{};

    void count(std::string_view kind, std::string_view currency, const Totals& totals);
    void post(std::string_view debit_name, std::string_view credit_name, std::string_view currency, Wide amount);
    BatchSums& operator+=(const BatchSums& other);
};

}  // namespace makegood::verify
