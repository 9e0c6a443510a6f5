#include "adapters/import/mapping.hpp"

#include <array>

#include "adapters/import/mapping_values.hpp"

namespace makegood::import {

namespace {

constexpr codec::Chars text_chars{1, 200};
constexpr codec::Chars why_chars{1, 2000};
constexpr std::size_t kinds_max = 50;

Template required(codec::ObjectReader& object, std::string_view name) {
    return read_template(object.value(name));
}

std::optional<Template> optional(codec::ObjectReader& object, std::string_view name) {
    if (auto value = object.optional_value(name)) return read_template(*value);
    return std::nullopt;
}

void read_customer(codec::ObjectReader customer, Mapping& mapping) {
    mapping.customer = {required(customer, "id"), required(customer, "name")};
    if (auto missing = customer.optional_object("when_missing")) {
        mapping.customer_when_missing = Mapping::Buyer{required(*missing, "id"), required(*missing, "name")};
        missing->finish();
    }
    mapping.country = optional(customer, "country");
    if (auto codes = customer.optional_object("country_codes"))
        for (auto [name, value] : codes->members()) mapping.country_codes.emplace(name, value.text({2, 2}));
    customer.finish();
}

void read_line(codec::ObjectReader line, Mapping& mapping) {
    mapping.service = required(line, "service");
    mapping.description = required(line, "description");
    mapping.quantity = required(line, "quantity");
    mapping.unit_price = required(line, "unit_price");
    mapping.unit = optional(line, "unit");
    line.finish();
}

void read_tax(codec::ObjectReader tax, Mapping& mapping) {
    mapping.tax_category = required(tax, "category");
    mapping.tax_rate_percent = optional(tax, "rate_percent");
    if (auto reason = tax.optional_text("exemption_reason", why_chars)) mapping.exemption_reason = std::string(*reason);
    mapping.prices_include_tax = tax.flag("prices_include_tax");
    (void)tax.optional_text("why", why_chars);
    tax.finish();
}

void read_kinds(codec::ArrayReader kinds, Mapping& mapping) {
    constexpr std::array<std::string_view, 2> words{"invoice", "reported"};
    for (codec::JsonValue element : kinds) {
        codec::ObjectReader kind = element.object();
        Mapping::Kind read;
        read.prefix = kind.text("prefix", text_chars);
        read.is_invoice = kind.one_of("as", words) == 0;
        read.why = kind.text("why", why_chars);
        kind.finish();
        mapping.kinds.push_back(std::move(read));
    }
}

Mapping read_fields(codec::ObjectReader root) {
    Mapping mapping;
    (void)root.optional_text("why", why_chars);
    mapping.delimiter = read_sign(root, "delimiter", ',', ",;\t|");
    mapping.decimal_sign = read_sign(root, "decimal_sign", '.', ".,");
    mapping.number = required(root, "number");
    mapping.issued_on = required(root, "issued_on");
    mapping.day_format = root.text("day_format", text_chars);
    mapping.currency = required(root, "currency");
    read_customer(root.object("customer"), mapping);
    read_line(root.object("line"), mapping);
    read_tax(root.object("tax"), mapping);
    read_kinds(root.optional_array("kinds", {0, kinds_max}), mapping);
    if (auto why = root.optional_text("unbilled_without_customer_is_reported", why_chars))
        mapping.unbilled_without_customer = std::string(*why);
    root.finish();
    return mapping;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Reads day formats from left to right, text and format together.
class DayReader {
  public:
    DayReader(std::string_view text, std::string_view format) : text_(text), format_(format) {}

    std::optional<Date> read() {
        while (!format_.empty())
            if (!step()) return std::nullopt;
        if (!text_.empty()) return std::nullopt;
        return Date::from_civil(static_cast<int>(year_), month_, day_);
    }

  private:
    bool step() {
        unsigned clock = 0;
        if (takes("YYYY")) return number(year_, 4, 4);
        if (takes("MM")) return number(month_, 2, 2);
        if (takes("DD")) return number(day_, 2, 2);
        if (takes("M")) return number(month_, 1, 2);
        if (takes("D")) return number(day_, 1, 2);
        if (takes("hh") || takes("mm") || takes("ss")) return number(clock, 2, 2);
        if (takes("h")) return number(clock, 1, 2);
        if (text_.empty() || text_.front() != format_.front()) return false;
        text_.remove_prefix(1);
        format_.remove_prefix(1);
        return true;
    }

    bool takes(std::string_view token) {
        if (!format_.starts_with(token)) return false;
        format_.remove_prefix(token.size());
        return true;
    }

    bool number(unsigned& value, std::size_t digits_min, std::size_t digits_max) {
        std::size_t digits = 0;
        value = 0;
        for (; digits < digits_max && !text_.empty() && is_digit(text_.front()); ++digits) {
            value = value * 10 + static_cast<unsigned>(text_.front() - '0');
            text_.remove_prefix(1);
        }
        return digits >= digits_min;
    }

    std::string_view text_;
    std::string_view format_;
    unsigned year_ = 0;
    unsigned month_ = 0;
    unsigned day_ = 0;
};

}  // namespace

std::optional<Template> Template::parse(std::string_view text) {
    Template result{std::string(text), {}};
    while (!text.empty()) {
        const std::size_t open = text.find_first_of("{}");
        Part part{std::string(text.substr(0, open)), {}};
        if (open == text.npos) {
            result.parts.push_back(std::move(part));
            break;
        }
        const std::size_t close = text.find_first_of("{}", open + 1);
        if (text[open] != '{' || close == text.npos || text[close] != '}' || close == open + 1) return std::nullopt;
        part.column = text.substr(open + 1, close - open - 1);
        result.parts.push_back(std::move(part));
        text.remove_prefix(close + 1);
    }
    return result;
}

std::optional<Date> read_day(std::string_view text, std::string_view format) {
    return DayReader(text, format).read();
}

Result<Mapping, Findings> read_mapping(std::string_view json) {
    const auto document = codec::JsonDocument::parse(json);
    if (!document) {
        const codec::Fault& fault = document.error();
        return Failure{Findings{{fault.pointer, fault.found, fault.expected}}};
    }
    codec::Faults faults;
    Mapping mapping = read_fields(document->object(faults));
    if (faults.empty()) return mapping;
    Findings findings;
    for (codec::Fault& fault : faults)
        findings.push_back({std::move(fault.pointer), std::move(fault.found), std::move(fault.expected)});
    return Failure{std::move(findings)};
}

}  // namespace makegood::import
