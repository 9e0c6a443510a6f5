#include "adapters/verify/findings.hpp"

namespace makegood::verify {

void Findings::add(std::string_view code, std::string found, std::string must) {
    waiting_.push_back({sequence_, std::string(stream_), std::move(found), std::move(must), std::string(code)});
}

void Findings::keep() {
    for (Finding& finding : waiting_) {
        ++report_.by_code[finding.code];
        if (report_.findings.size() < findings_max) report_.findings.push_back(std::move(finding));
    }
    waiting_.clear();
}

std::string quoted(std::string_view text) {
    return "\"" + std::string(text.substr(0, 80)) + "\"";
}

}  // namespace makegood::verify
