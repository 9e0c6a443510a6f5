#pragma once

#include "adapters/codec/json_reader.hpp"
#include "engine/invoice/seller.hpp"

namespace makegood::config {

/// seller.json: {"name", "vat_id", "legal_registration": {"id", "scheme"}, "address": {"street", "city", "postal_code",
/// "country"}, "electronic_address": {"scheme", "id"}, "contact": {"name", "phone", "email"}, "payment_means": {"code",
/// "account", "account_name", "bic"}, "payment_terms"}. Required: name, address.country, and vat_id or
/// legal_registration (EN 16931 BR-06, BR-09, BR-CO-26). What is read is worth something only while there is no
/// finding. Whether its codes are known is for those who write documents (adapters/ubl).
[[nodiscard]] Seller read_seller(codec::ObjectReader object);

}  // namespace makegood::config
