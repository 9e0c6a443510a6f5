#include "tests/scenario/plain_csv.hpp"

namespace makegood::scenario {

std::vector<std::string> next_csv_row(const std::string& csv, std::size_t& at) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (; at < csv.size(); ++at) {
        const char c = csv[at];
        if (quoted && c == '"' && at + 1 < csv.size() && csv[at + 1] == '"')
            fields.back() += csv[++at];
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            fields.emplace_back();
        else if (c == '\n' && !quoted)
            break;
        else if (c != '\r' || quoted)
            fields.back() += c;
    }
    ++at;
    return fields;
}

}  // namespace makegood::scenario
