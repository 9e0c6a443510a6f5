#pragma once

#include "adapters/http/api/exchange.hpp"
#include "adapters/http/api/finance_desk.hpp"

namespace makegood::http {

/// What the ending of a number asks for: "CN-2026-000001.pdf"; nothing: the number is meant as it is.
[[nodiscard]] std::optional<PaperKind> paper_kind(std::string_view parameter);
/// GET /v1/adjustments/{number}.pdf and .xml
void get_paper(Surroundings& around, Exchange exchange, PaperKind kind);

/// GET /v1/make-goods, and /v1/make-goods/{number}.pdf
void get_make_goods(Surroundings& around, Exchange exchange);
void get_make_good(Surroundings& around, Exchange exchange);

// Closing a period, and its batches: /v1/exports.
void post_export(Surroundings& around, Exchange exchange);
void get_exports(Surroundings& around, Exchange exchange);
void get_export(Surroundings& around, Exchange exchange);
void post_export_booked(Surroundings& around, Exchange exchange);
void post_export_failed(Surroundings& around, Exchange exchange);

}  // namespace makegood::http
