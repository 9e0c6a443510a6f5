#pragma once

#include <string>

#include "adapters/codec/csv_writer.hpp"
#include "engine/journal/document.hpp"

namespace makegood::exports {

/// Our own CSV: one row a document, amounts positive, the type says which way. Its columns stay as they are; new ones
/// come behind them.
class PlainCsv {
  public:
    /// Appends the titles at once. The string may be emptied between rows.
    explicit PlainCsv(std::string& out);
    void add(const AdjustmentGlance& document);
    void add(const Adjustment& adjustment) { add(glance_at(adjustment)); }

  private:
    codec::CsvWriter csv_;
};

}  // namespace makegood::exports
