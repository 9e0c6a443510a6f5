#pragma once

#include <string>
#include <string_view>

#include "adapters/import/mapping.hpp"
#include "engine/core/finding.hpp"
#include "engine/core/result.hpp"

namespace makegood::import {

/// What the columns of a CSV file of payments mean.
struct PaymentMapping {
    struct Column {
        Template source;
        bool is_optional = false;  ///< a file may lack it
    };

    char delimiter = ',';
    char decimal_sign = '.';
    std::string day_format = "YYYY-MM-DD";  ///< see read_day()
    Column id;
    Column received_on;
    Column amount;
    Column currency;
    Column invoice;
    Column text;
    Column payer_name;
    Column payer_iban;
    Column kind;
    Column reverses;

    /// The columns are called as the members here; those after `currency` may be missing.
    [[nodiscard]] static PaymentMapping usual();
};

/// A mapping file: "delimiter", "decimal_sign", "day_format" and a template for each column, all as in the mappings of
/// invoices, all optional: what isn't there is as usual(). A column that is named must be in the file.
/// Everything that is wrong at once; pointers are JSON Pointers.
[[nodiscard]] Result<PaymentMapping, Findings> read_payment_mapping(std::string_view json);

}  // namespace makegood::import
