#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "adapters/export/journal_text.hpp"

namespace makegood::exports {

/// Minor units by account and currency code, as a journal's tool counts them; nothing where they are zero.
using Balances = std::map<std::pair<std::string, std::string>, std::int64_t>;

/// A journal in a file of its own, held to the tool that it is written for. The file goes with this object.
class StrictTool {
  public:
    StrictTool(JournalDialect dialect, const std::string& journal);
    ~StrictTool();
    StrictTool(const StrictTool&) = delete;
    StrictTool& operator=(const StrictTool&) = delete;

    /// What the tool's strictest check says; "" when it passes.
    [[nodiscard]] std::string complaint() const;
    [[nodiscard]] Balances balances() const;
    /// What the tool reads as payees and as values of our sequence, each once, sorted by byte.
    [[nodiscard]] std::vector<std::string> payees() const;
    [[nodiscard]] std::vector<std::string> sequences() const;

  private:
    JournalDialect dialect_;
    std::filesystem::path folder_;
    std::string file_;
};

}  // namespace makegood::exports
