#include "adapters/rules/rule_files.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "adapters/rules/cases_json.hpp"
#include "adapters/rules/rule_set_json.hpp"
#include "engine/rules/load_rules.hpp"

namespace makegood::rule_files {

namespace {

namespace fs = std::filesystem;

std::optional<std::string> read_bytes(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return std::nullopt;
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    return bytes.str();
}

fs::path cases_beside(fs::path file) {
    return file.replace_extension(".cases.json");
}

RuleFindings as_rule_findings(const Findings& findings) {
    RuleFindings all;
    for (const Finding& finding : findings) all.push_back({finding});
    return all;
}

Result<LoadedRules, RuleFindings> load_text(std::string_view json, const Hash& hash, const Guarantee* guarantee) {
    auto draft = read_rule_set(json);
    if (!draft) return Failure{as_rule_findings(draft.error())};
    RuleSetDraft read = *std::move(draft);
    read.hash = hash(read.content);
    return load(std::move(read), guarantee);
}

void add(FileReport& report, const fs::path& file, const RuleFindings& findings) {
    for (const RuleFinding& finding : findings) report.findings.push_back({file, finding});
}

void run_cases_of(const fs::path& file, const std::shared_ptr<const RuleSet>& rules, FileReport& report) {
    const auto bytes = read_bytes(file);
    if (!bytes) {
        add(report, file, {{{"", "no such file, or none that may be read", "cases beside the rules"}}});
        return;
    }
    const auto cases = read_cases(*bytes);
    if (!cases) {
        add(report, file, as_rule_findings(cases.error()));
        return;
    }
    Router router(rules);
    report.cases = run_cases(router, *cases);
    add(report, file, as_rule_findings(report.cases.findings));
}

}  // namespace

std::string in_words(const FileFinding& finding) {
    const std::string words = in_words(finding.finding);
    return finding.file.string() + (finding.finding.finding.pointer.empty() ? ": " : " at ") + words;
}

bool FileReport::is_good() const {
    return std::none_of(findings.begin(), findings.end(), [](const FileFinding& finding) {
        return finding.finding.weight == RuleFinding::Weight::error;
    });
}

Result<std::shared_ptr<const RuleSet>, RuleFindings> read_rules(std::string_view json, const Hash& hash,
                                                                const Guarantee* guarantee) {
    auto loaded = load_text(json, hash, guarantee);
    if (!loaded) return Failure{loaded.error()};
    return loaded->rules;
}

FileReport check_file(const fs::path& file, const Hash& hash, const Guarantee* guarantee) {
    FileReport report;
    const auto bytes = read_bytes(file);
    if (!bytes) {
        add(report, file, {{{"", "no such file, or none that may be read", "a JSON file of rules"}}});
        return report;
    }
    auto loaded = load_text(*bytes, hash, guarantee);
    add(report, file, loaded ? loaded->warnings : loaded.error());
    if (loaded) report.rules = loaded->rules;
    return report;
}

FileReport load_file(const fs::path& file, const Hash& hash, const Guarantee* guarantee) {
    FileReport report = check_file(file, hash, guarantee);
    if (!report.rules) return report;
    run_cases_of(cases_beside(file), report.rules, report);
    if (!report.is_good()) report.rules = nullptr;
    return report;
}

Result<RuleBook, std::vector<FileFinding>> load_directory(const fs::path& directory, const Hash& hash,
                                                          const Guarantee* guarantee) {
    std::vector<FileFinding> findings;
    std::vector<std::shared_ptr<const RuleSet>> sets;
    std::error_code ignored;
    if (!fs::is_directory(directory, ignored))
        findings.push_back({directory, {{"", "no such directory", "a directory of rule files"}}});
    else
        for (const fs::path& file : rule_files_in(directory)) {
            FileReport report = load_file(file, hash, guarantee);
            for (const FileFinding& finding : report.findings)
                if (finding.finding.weight == RuleFinding::Weight::error) findings.push_back(finding);
            if (report.rules) sets.push_back(std::move(report.rules));
        }
    if (findings.empty()) {
        auto book = RuleBook::of(std::move(sets));
        if (book) return *std::move(book);
        for (const Finding& finding : book.error()) findings.push_back({directory, {finding}});
    }
    return Failure{std::move(findings)};
}

std::vector<fs::path> rule_files_in(const fs::path& directory) {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory, ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.ends_with(".json") && !name.ends_with(".cases.json")) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace makegood::rule_files
