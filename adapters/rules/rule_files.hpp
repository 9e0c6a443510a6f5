#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/rules/cases.hpp"
#include "engine/rules/rule_book.hpp"
#include "engine/rules/rule_set.hpp"

namespace makegood::rule_files {

/// SHA-256 as hex, given by whoever has a library for it.
using Hash = std::function<std::string(std::string_view)>;

/// A finding with the file that it is in.
struct FileFinding {
    std::filesystem::path file;
    RuleFinding finding;
};
/// "rules/service.json at /rules/3/when:1:15: found …; accepted: …", with the line and a caret below.
[[nodiscard]] std::string in_words(const FileFinding& finding);

struct FileReport {
    std::shared_ptr<const RuleSet> rules;  ///< null when it does not load
    std::vector<FileFinding> findings;     ///< warnings included
    CaseReport cases;                      ///< of a set whose expressions load and whose cases can be read

    /// It loads and every case passes, with full coverage.
    [[nodiscard]] bool is_good() const;
};

/// The rules of a document alone, without cases: what the journal keeps of a set that was active once.
[[nodiscard]] Result<std::shared_ptr<const RuleSet>, RuleFindings> read_rules(std::string_view json, const Hash& hash,
                                                                              const Guarantee* guarantee = nullptr);

/// A rule file by itself: parsed, checked and compiled, its cases not asked for.
[[nodiscard]] FileReport check_file(const std::filesystem::path& file, const Hash& hash,
                                    const Guarantee* guarantee = nullptr);

/// A rule file and the cases beside it (service.json and service.cases.json): parsed, checked, compiled, and every case
/// run. `rules` is null when anything in it is wrong: a set whose cases fail does not load.
[[nodiscard]] FileReport load_file(const std::filesystem::path& file, const Hash& hash,
                                   const Guarantee* guarantee = nullptr);

/// Every rule file of a directory (*.json but *.cases.json), whole or not at all. A directory without any is an empty
/// book, by which every claim takes the default routing; one that is not there is a finding.
[[nodiscard]] Result<RuleBook, std::vector<FileFinding>> load_directory(const std::filesystem::path& directory,
                                                                        const Hash& hash,
                                                                        const Guarantee* guarantee = nullptr);

/// The rule files of a directory, in alphabetical order.
[[nodiscard]] std::vector<std::filesystem::path> rule_files_in(const std::filesystem::path& directory);

}  // namespace makegood::rule_files
