#include "tests/adapters/codec_events/golden.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace makegood {

std::string approved(std::string_view name, std::string_view bytes) {
    const auto file = std::filesystem::path(MAKEGOOD_GOLDEN) / name;
    if (const char* approve = std::getenv("MAKEGOOD_APPROVE"); approve != nullptr && std::string_view(approve) == "1")
        std::ofstream(file, std::ios::binary) << bytes;
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace makegood
