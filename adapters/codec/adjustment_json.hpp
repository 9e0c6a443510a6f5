#pragma once

#include <string_view>

#include "adapters/codec/json_writer.hpp"
#include "engine/journal/document.hpp"

// How documents look to the outside: one shape in the API and in exports.
namespace makegood::codec {

/// "name": {"net","tax","gross"}, amounts with the currency's digits.
void write_totals(JsonWriter& json, std::string_view name, const Totals& totals);
/// {"category","rate","base","amount"}; the rate in its shortest form.
void write_tax_row(JsonWriter& json, const TaxKey& key, const Money& base, const Money& amount);
/// A whole adjustment, amounts positive; the type says which way.
void write_adjustment(JsonWriter& json, const Adjustment& adjustment);

}  // namespace makegood::codec
