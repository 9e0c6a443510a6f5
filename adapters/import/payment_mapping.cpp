#include "adapters/import/payment_mapping.hpp"

#include <array>

#include "adapters/import/mapping_values.hpp"

namespace makegood::import {

namespace {

struct Named {
    std::string_view name;
    PaymentMapping::Column PaymentMapping::*column;
    bool is_optional;
};

constexpr std::array<Named, 10> columns{{
    {"id", &PaymentMapping::id, false},
    {"received_on", &PaymentMapping::received_on, false},
    {"amount", &PaymentMapping::amount, false},
    {"currency", &PaymentMapping::currency, false},
    {"invoice", &PaymentMapping::invoice, true},
    {"text", &PaymentMapping::text, true},
    {"payer_name", &PaymentMapping::payer_name, true},
    {"payer_iban", &PaymentMapping::payer_iban, true},
    {"kind", &PaymentMapping::kind, true},
    {"reverses", &PaymentMapping::reverses, true},
}};

PaymentMapping read_fields(codec::ObjectReader root) {
    constexpr codec::Chars why_chars{1, 2000};
    constexpr codec::Chars format_chars{1, 200};
    PaymentMapping mapping = PaymentMapping::usual();
    (void)root.optional_text("why", why_chars);
    mapping.delimiter = read_sign(root, "delimiter", ',', ",;\t|");
    mapping.decimal_sign = read_sign(root, "decimal_sign", '.', ".,");
    if (const auto format = root.optional_text("day_format", format_chars)) mapping.day_format = std::string(*format);
    for (const Named& named : columns)
        if (auto value = root.optional_value(named.name)) mapping.*named.column = {read_template(*value), false};
    root.finish();
    return mapping;
}

}  // namespace

PaymentMapping PaymentMapping::usual() {
    PaymentMapping mapping;
    for (const Named& named : columns)
        mapping.*named.column = {Template::parse("{" + std::string(named.name) + "}").value(), named.is_optional};
    return mapping;
}

Result<PaymentMapping, Findings> read_payment_mapping(std::string_view json) {
    const auto document = codec::JsonDocument::parse(json);
    if (!document) {
        const codec::Fault& fault = document.error();
        return Failure{Findings{{fault.pointer, fault.found, fault.expected}}};
    }
    codec::Faults faults;
    PaymentMapping mapping = read_fields(document->object(faults));
    if (faults.empty()) return mapping;
    Findings findings;
    for (codec::Fault& fault : faults)
        findings.push_back({std::move(fault.pointer), std::move(fault.found), std::move(fault.expected)});
    return Failure{std::move(findings)};
}

}  // namespace makegood::import
