#include "tests/adapters/bank/official.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include <catch2/catch.hpp>
#include <unistd.h>

namespace makegood::bank {

namespace fs = std::filesystem;

std::optional<fs::path> shared(const std::string& path) {
    if (const char* folder = std::getenv("MAKEGOOD_SHARED"))
        if (const auto found = fs::path(folder) / path; fs::exists(found)) return found;
    std::cout << "WARN: skipped, MAKEGOOD_SHARED has no " << path << "\n";
    return std::nullopt;
}

std::string complaints(const fs::path& validator, const std::string& bytes) {
    const fs::path file = fs::temp_directory_path() / ("makegood-pain-" + std::to_string(::getpid()) + ".xml");
    std::ofstream(file, std::ios::binary) << bytes;
    const std::string command = "'" + validator.string() + "' '" + file.string() + "' 2>&1";
    std::FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string said;
    std::array<char, 4096> block{};
    while (std::fgets(block.data(), static_cast<int>(block.size()), pipe) != nullptr) said += block.data();
    const int status = ::pclose(pipe);
    fs::remove(file);
    if (status == 0) return "";
    return said.empty() ? "not valid" : said;
}

}  // namespace makegood::bank
