#include "adapters/rules/rule_files.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "adapters/config/configuration.hpp"
#include "adapters/rules/cases_json.hpp"
#include "adapters/rules/rule_set_json.hpp"

namespace makegood::rule_files {

namespace {

namespace fs = std::filesystem;

const fs::path source = MAKEGOOD_SOURCE_DIR;
const fs::path shipped = source / "rules" / "service-company.json";

std::string content_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    return bytes.str();
}

std::string no_hash(std::string_view content) {
    return std::to_string(content.size());
}

/// The shipped rules and cases in a directory of their own, to be spoiled.
class Copy {
  public:
    Copy() : directory_(fs::temp_directory_path() / ("makegood-rules-" + std::to_string(::getpid()))) {
        fs::create_directories(directory_);
        for (const char* name : {"service-company.json", "service-company.cases.json"})
            fs::copy_file(source / "rules" / name, directory_ / name, fs::copy_options::overwrite_existing);
    }
    ~Copy() { fs::remove_all(directory_); }

    void replace(const std::string& file, const std::string& what, const std::string& with) const {
        std::string content = content_of(directory_ / file);
        const auto at = content.find(what);
        REQUIRE(at != std::string::npos);
        content.replace(at, what.size(), with);
        std::ofstream(directory_ / file) << content;
    }
    void remove(const std::string& file) const { fs::remove(directory_ / file); }
    [[nodiscard]] const fs::path& path() const { return directory_; }
    [[nodiscard]] std::string findings() const {
        std::string all;
        for (const FileFinding& finding : load_file(directory_ / "service-company.json", no_hash).findings)
            all += in_words(finding) + "\n";
        return all;
    }

  private:
    fs::path directory_;
};

}  // namespace

TEST_CASE("the shipped rules load, and their cases pass with full coverage") {
    const auto configuration = config::load(source / "config");
    REQUIRE(configuration.has_value());
    const FileReport report = load_file(shipped, no_hash, &configuration->guarantee);
    std::string all;
    for (const FileFinding& finding : report.findings) all += in_words(finding) + "\n";
    CHECK(all.empty());
    REQUIRE(report.rules);
    CHECK(report.rules->rules().size() >= 25);
    CHECK(report.rules->tables().size() >= 2);
    CHECK(report.cases.passed == report.cases.cases);
    for (const StepCoverage& step : report.cases.coverage) {
        CAPTURE(step.step);
        CHECK(step.is_covered());
    }
}

TEST_CASE("a set that is wrong does not load, and says in which file, where, and what would be accepted") {
    struct Row {
        const char* why;
        const char* file;
        const char* what;
        const char* with;
        const char* expected;
    };
    const std::string rules = "service-company.json", cases = "service-company.cases.json";
    const Row row = GENERATE(values<Row>({
        {"not JSON", "service-company.json", "\"rules\": [", "\"rules\": [,", "service-company.json: found"},
        {"a field that nobody reads is a spelling mistake", "service-company.json", "\"why\": \"The words speak of an",
         "\"because\": \"The words speak of an", "at /rules/0/because:"},
        {"a refusal is no effect (law 2)", "service-company.json", "{\"priority\": \"urgent\", \"within\"",
         "{\"refuse\": true, \"within\"", "at /rules/0/then/refuse:"},
        {"nor is money", "service-company.json", "{\"priority\": \"urgent\", \"within\"",
         "{\"credit_max\": \"100.00\", \"within\"", "at /rules/0/then/credit_max:"},
        {"a condition that CEL refuses", "service-company.json", "'harm' in claim.words_signal\"",
         "'harm' in claim.word_signal\"", "at /rules/0/when:1:"},
        {"a date that does not exist", "service-company.json", "2026-01-01", "2026-02-30", "at /effective_from:"},
        {"a table that is complete no more", "service-company.json", "amount < money('50.00', 'GBP')",
         "amount < money('40.00', 'GBP')", "found no row for"},
        {"a case that fails", "service-company.cases.json", "\"flags\": [\"harm\"]", "\"flags\": [\"harmless\"]",
         "cases.json at /cases/1/expect/flags:"},
        {"a case about a fact that is none", "service-company.cases.json", "\"claim.has_words\": true",
         "\"claim.has_word\": true", "at /cases/1/facts/claim.has_word:"},
        {"a base that lacks a fact", "service-company.cases.json", "\"channel\": \"phone\", ", "",
         "without claim.channel"},
        {"a fact of another type", "service-company.cases.json", "\"share\": 0.18", "\"share\": \"0.18\"",
         "at /base/claim/share:"},
    }));
    CAPTURE(row.why);
    const Copy copy;
    copy.replace(row.file, row.what, row.with);
    const std::string findings = copy.findings();
    CAPTURE(findings);
    CHECK(findings.find(row.expected) != std::string::npos);
    CHECK_FALSE(load_directory(copy.path(), no_hash).has_value());
}

TEST_CASE("rules without cases do not load, nor does a rule that no case covers") {
    const Copy copy;
    copy.replace("service-company.json", "    {\n      \"id\": \"harm\",",
                 "    {\"id\": \"new\", \"name\": \"New\", \"why\": \"New.\", \"when\": \"claim.share > 0.99 && "
                 "claim.has_words\", \"then\": {\"flags\": [\"new\"]}},\n    {\n      \"id\": \"harm\",");
    CHECK(copy.findings().find("no case in which \"New\" (new) fires") != std::string::npos);
    copy.remove("service-company.cases.json");
    CHECK(copy.findings().find("cases beside the rules") != std::string::npos);
}

TEST_CASE("the content is the same whatever the white space, and changes with a word") {
    const auto content = [](const std::string& json) { return read_rule_set(json)->content; };
    const std::string text = R"({"name":"a","version":"1","effective_from":"2026-01-01"})";
    CHECK(content(text) == content("{ \"name\" : \"a\",\n \"version\":\"1\", \"effective_from\":\"2026-01-01\" }"));
    CHECK(content(text) != content(R"({"name":"b","version":"1","effective_from":"2026-01-01"})"));
    CHECK(content(content(text)) == content(text));
}

TEST_CASE("a set is read back from its journalled content") {
    const FileReport report = check_file(shipped, no_hash);
    REQUIRE(report.rules);
    const auto again = read_rules(report.rules->content(), no_hash);
    REQUIRE(again.has_value());
    CHECK((*again)->content() == report.rules->content());
    CHECK((*again)->hash() == report.rules->hash());
    CHECK((*again)->steps().size() == report.rules->steps().size());
}

TEST_CASE("an empty directory is a book without rules, and one that is not there a finding") {
    const fs::path directory = fs::temp_directory_path() / ("makegood-no-rules-" + std::to_string(::getpid()));
    fs::create_directories(directory);
    const auto book = load_directory(directory, no_hash);
    REQUIRE(book.has_value());
    CHECK(book->in_force_on(*parse_date("2026-11-03")) == nullptr);
    fs::remove_all(directory);
    CHECK_FALSE(load_directory(directory, no_hash).has_value());
}

}  // namespace makegood::rule_files
