#include "adapters/verify/findings.hpp"

namespace makegood::verify {

void Findings::add(std::string_view code, std::string found, std::string must) {
    ++report_.by_code[std::string(code)];
    if (report_.findings.size() == findings_max) return;
    report_.findings.push_back(
        {sequence_, std::string(stream_), std::move(found), std::move(must), std::string(code)});
}

std::string quoted(std::string_view text) {
    return "\"" + std::string(text.substr(0, 60)) + "\"";
}

}  // namespace makegood::verify
