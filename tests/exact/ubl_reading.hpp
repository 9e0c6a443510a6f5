#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/exact/number.hpp"

namespace makegood::exact {

using Complaints = std::vector<std::string>;

/// A tax category and its rate without zeros at the end, "" where none stands.
struct Key {
    std::string category;
    std::string rate;
    auto operator<=>(const Key&) const = default;
};

struct ReadLine {
    std::string id;
    Key key;
    Wide net;
};

struct ReadTax {
    Key key;
    Wide base;
    Wide tax;
};

/// A document allowance, below zero, or charge.
struct ReadDocumentAmount {
    Key key;
    Wide amount;
};

/// What a UBL document says. Amounts are hundredths of its currency.
struct UblReading {
    std::string root, type_code, number, issued_on, currency, invoice, invoice_issued_on;
    std::vector<ReadLine> lines;
    std::vector<ReadDocumentAmount> document_amounts;
    std::vector<ReadTax> tax;
    Wide lines_net = 0, net = 0, total_tax = 0, gross = 0, payable = 0;
    std::string tax_currency;  ///< "" for none
    std::optional<Wide> accounted_tax;
};

/// Reads a document and complains of all that is wrong with it in itself: structure, currencies, signs, digits behind
/// the point, and every sum, exactly: net = quantity × price, bases, totals. `digits` are those of the currency.
[[nodiscard]] UblReading read_ubl(const std::string& xml, int digits, Complaints& complaints);

}  // namespace makegood::exact
