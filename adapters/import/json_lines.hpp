#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <string_view>

#include "adapters/import/intake.hpp"
#include "engine/core/result.hpp"

namespace makegood::import {

using ReadJsonInvoice = std::function<Result<InvoiceDraft, Findings>(std::string_view json)>;

inline constexpr std::size_t json_line_bytes_max = 1u << 20;

/// One invoice on each line (jsonlines.org), as POST /v1/invoices takes it; blank lines are passed over. A longer line
/// than json_line_bytes_max is a reject, and memory stays flat. `at_byte` hears how far the reading has come.
void read_json_lines(std::istream& in, const std::string& file, const ReadJsonInvoice& read_invoice, Intake& intake,
                     const std::function<void(std::uint64_t)>& at_byte);

}  // namespace makegood::import
