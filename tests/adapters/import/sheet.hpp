#pragma once

namespace makegood::import {

/// A small shop's file: No,Day,Who,Land,Item,Text,Pieces,Price.
inline constexpr const char* sheet_mapping = R"({"number": "{No}", "issued_on": "{Day}", "day_format": "YYYY-MM-DD",
 "currency": "EUR",
 "customer": {"id": "{Who}", "name": "Customer {Who}", "country": "{Land}", "country_codes": {"Austria": "AT"},
              "when_missing": {"id": "walk-in {Land}", "name": "Walk-in customers, {Land}"}},
 "line": {"service": "{Item}", "description": "{Text}", "quantity": "{Pieces}", "unit_price": "{Price}"},
 "tax": {"category": "S", "rate_percent": "20", "prices_include_tax": false},
 "kinds": [{"prefix": "A", "as": "reported", "why": "bad debt"}],
 "unbilled_without_customer_is_reported": "stock"})";

}  // namespace makegood::import
