// Runs the published conformance tests of CEL: cel_conformance DIR, with the two files of extract.mjs in DIR.
// Exit 0: all passed; 1: some failed, and which; 2: there was nothing to run.

#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "adapters/cel/zone_cache.hpp"
#include "adapters/zones/zones.hpp"
#include "tests/cel_conformance/judge.hpp"

namespace {

using makegood::conformance::Disagreement;
using Json = nlohmann::json;

struct Count {
    int passed = 0;
    int total = 0;
};

std::vector<Json> read_lines(const std::string& path) {
    std::ifstream file(path);
    std::vector<Json> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(Json::parse(line));
    if (lines.empty()) throw std::runtime_error(path + " has no tests");
    return lines;
}

class Report {
  public:
    void tell(const std::string& file, const std::string& name, const Json& test,
              const std::optional<Disagreement>& found) {
        Count& count = counts_[file];
        ++count.total;
        if (!found) {
            ++count.passed;
            return;
        }
        std::cout << "FAILED " << name << "\n    " << test.at("expr").get<std::string>()
                  << "\n    expected: " << found->expected << "\n    got:      " << found->got << "\n";
    }

    /// How many failed.
    int conclude() const {
        Count all;
        for (const auto& [file, count] : counts_) {
            std::cout << file << ": " << count.passed << "/" << count.total << "\n";
            all.passed += count.passed;
            all.total += count.total;
        }
        std::cout << all.passed << " passed, " << all.total - all.passed << " failed\n";
        return all.total - all.passed;
    }

  private:
    std::map<std::string, Count> counts_;
};

std::optional<makegood::Zone> load_zone(std::string_view name) {
    auto zone = makegood::zones::load_zone(name);
    return zone ? std::optional(*zone) : std::nullopt;
}

int run(const std::string& folder) {
    const makegood::cel_json::ZoneCache zones(load_zone);
    makegood::cel::Evaluator evaluator(&zones);
    Report report;
    for (const Json& test : read_lines(folder + "/conformance.jsonl"))
        report.tell(test.at("file"), test.at("name"), test, makegood::conformance::judge_test(test, evaluator));
    for (const Json& test : read_lines(folder + "/syntax_errors.jsonl"))
        report.tell("syntax errors", "syntax errors", test, makegood::conformance::judge_refusal(test));
    return report.conclude() == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: cel_conformance DIR\n";
        return 2;
    }
    try {
        return run(argv[1]);
    } catch (const std::exception& error) {
        std::cerr << "cel_conformance: " << error.what() << "\n";
        return 2;
    }
}
