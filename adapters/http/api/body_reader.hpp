#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/codec/json_reader.hpp"
#include "engine/core/personal.hpp"
#include "engine/money/money.hpp"
#include "engine/time/date.hpp"

// What the readers of bodies have in common.
namespace makegood::http {

/// Reads the one object of a body by `read(object, faults)`; the findings when there are any.
template <class Value, class Read>
Result<Value, Findings> read_body(std::string_view body, Read read) {
    auto document = codec::JsonDocument::parse(body);
    if (!document) return Failure{Findings{document.error()}};
    codec::Faults faults;
    codec::ObjectReader object = document->object(faults);
    Value value = read(object, faults);
    object.finish();
    if (!faults.empty()) return Failure{std::move(faults)};
    return value;
}

inline std::optional<std::string> owned(std::optional<std::string_view> text) {
    return text ? std::optional<std::string>(*text) : std::nullopt;
}

inline std::optional<Personal> personal(std::optional<std::string_view> text) {
    return text ? std::optional<Personal>(Personal(std::string(*text))) : std::nullopt;
}

/// After a finding, what is returned is good for going on only.
[[nodiscard]] Date read_date(codec::ObjectReader& object, std::string_view name);
[[nodiscard]] Currency read_currency(codec::ObjectReader& object, std::string_view name);
[[nodiscard]] Money read_money(codec::ObjectReader& object, std::string_view name, Currency currency);
/// An amount whose currency is not known yet: 1 to 40 characters, understood later.
[[nodiscard]] std::string read_amount_text(codec::ObjectReader& object, std::string_view name);

}  // namespace makegood::http
