#pragma once

#include <string>
#include <vector>

#include "adapters/import/mapping.hpp"
#include "engine/invoice/invoice.hpp"

namespace makegood::scenario {

/// What the readers make of files, without a store: the drafts, in the order of reading.
[[nodiscard]] std::vector<InvoiceDraft> read_drafts(const std::vector<std::string>& files,
                                                    const import::Mapping* mapping = nullptr);
/// config/import/online-retail.json.
[[nodiscard]] import::Mapping retail_mapping();
/// The Online Retail set: its first 20,000 rows, as it lies there.
inline constexpr const char* retail_first = "data/retail/online_retail_first20000.csv";

}  // namespace makegood::scenario
