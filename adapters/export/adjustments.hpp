#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/port/store.hpp"

namespace makegood::exports {

enum class Format { csv, jsonl };

/// What one currency's documents come to: credit notes less supplementary invoices.
struct CurrencyTotals {
    std::uint64_t documents = 0;
    Totals totals;
    Money rounding;
};

struct ExportReport {
    std::vector<CurrencyTotals> currencies;  ///< by currency code
};

/// Writes every adjustment of one snapshot to `out`, oldest first, and only if the sums tie out to the books of that
/// snapshot: net to the allowances accounts, per currency. One CSV row, or JSON object, for each document; amounts are
/// positive, the type says which way. The error says why there is no file.
[[nodiscard]] Result<ExportReport, std::string> export_adjustments(
    Reader& reader, const std::vector<AccountName>& allowances, Format format, const std::filesystem::path& out,
    const std::function<void(std::uint64_t documents)>& progress);

}  // namespace makegood::exports
