#include "tests/scenario/outside.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include <catch2/catch.hpp>
#include <sys/wait.h>

namespace makegood::scenario {

Said outside(const std::string& command) {
    std::FILE* pipe = ::popen(("export LC_ALL=C.UTF-8; exec 2>&1; " + command).c_str(), "r");
    REQUIRE(pipe != nullptr);
    Said said;
    std::array<char, 1 << 16> part{};
    while (const std::size_t bytes = std::fread(part.data(), 1, part.size(), pipe))
        said.words.append(part.data(), bytes);
    const int status = ::pclose(pipe);
    said.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    return said;
}

std::string answer_of(const std::string& command) {
    Said said = outside(command);
    INFO(command << "\n" << said.words);
    CHECK(said.status == 0);
    return std::move(said.words);
}

nlohmann::json rows_of_csv(const std::string& path) {
    return nlohmann::json::parse(answer_of("mlr -S --icsv --ojson --jvquoteall cat '" + path + "'"));
}

std::int64_t minor_units(std::string amount) {
    amount.erase(std::remove(amount.begin(), amount.end(), '.'), amount.end());
    return std::stoll(amount);
}

}  // namespace makegood::scenario
