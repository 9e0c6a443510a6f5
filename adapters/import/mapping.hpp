#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/finding.hpp"
#include "engine/core/result.hpp"
#include "engine/time/date.hpp"

namespace makegood::import {

/// A text with places for columns: "Walk-in customers, {Country}". Without braces it is the same for every row.
struct Template {
    struct Part {
        std::string literal;  ///< what stands before the column
        std::string column;   ///< "" only in the last part, which has none
    };
    std::string written;
    std::vector<Part> parts;

    [[nodiscard]] static std::optional<Template> parse(std::string_view text);
    [[nodiscard]] bool is_constant() const { return parts.size() == 1 && parts[0].column.empty(); }
};

/// Days as people write them: YYYY, MM and DD are fixed in width, M and D are not, hh, mm and ss are read and dropped
/// with their case-sensitive letters; everything else stands for itself.
[[nodiscard]] std::optional<Date> read_day(std::string_view text, std::string_view format);

/// What the columns of a CSV file mean. The file format is documented in config/import/README.md.
struct Mapping {
    struct Buyer {
        Template id;
        Template name;
    };
    /// What becomes of documents whose number begins so.
    struct Kind {
        std::string prefix;
        bool is_invoice = true;
        std::string why;
    };

    char delimiter = ',';
    char decimal_sign = '.';
    Template number;
    Template issued_on;
    std::string day_format;
    Template currency;
    Buyer customer;
    std::optional<Buyer> customer_when_missing;
    std::optional<Template> country;
    std::map<std::string, std::string> country_codes;  ///< others are kept as they came
    Template service;
    Template description;
    Template quantity;
    Template unit_price;
    std::optional<Template> unit;
    Template tax_category;
    std::optional<Template> tax_rate_percent;
    std::optional<std::string> exemption_reason;
    bool prices_include_tax = false;
    std::vector<Kind> kinds;  ///< the first that fits; none fits: an invoice
    /// Documents without customer in which every price is zero are reported, for this reason.
    std::optional<std::string> unbilled_without_customer;
};

/// Everything that is wrong with the file at once; pointers are JSON Pointers.
[[nodiscard]] Result<Mapping, Findings> read_mapping(std::string_view json);

}  // namespace makegood::import
