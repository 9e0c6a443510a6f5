#include "adapters/export/whole_file.hpp"

#include <fstream>

#include <catch2/catch.hpp>

using namespace makegood::exports;
namespace fs = std::filesystem;

namespace {

class Folder {
  public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "makegood-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~Folder() { fs::remove_all(path_); }
    [[nodiscard]] const fs::path& path() const { return path_; }
    [[nodiscard]] std::size_t entries() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
    }

  private:
    fs::path path_;
};

std::string content_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("files that are committed together stand whole, each under its name, and nothing beside them") {
    for (const std::size_t count : {0U, 1U, 8U, 9U, 300U}) {  // few are synced one by one, many together
        CAPTURE(count);
        Folder folder;
        std::vector<std::unique_ptr<WholeFile>> files;
        for (std::size_t i = 0; i < count; ++i) {
            files.push_back(std::make_unique<WholeFile>(folder.path() / std::to_string(i)));
            files.back()->write("file " + std::to_string(i));
            CHECK_FALSE(files.back()->rest());
            CHECK_FALSE(fs::exists(folder.path() / std::to_string(i)));
        }
        CHECK_FALSE(commit_all(files));
        files.clear();
        CHECK(folder.entries() == count);
        for (std::size_t i = 0; i < count; ++i)
            CHECK(content_of(folder.path() / std::to_string(i)) == "file " + std::to_string(i));
    }
}

TEST_CASE("files that are not committed, or cannot be, leave nothing behind and say why") {
    Folder folder;
    std::vector<std::unique_ptr<WholeFile>> files;
    files.push_back(std::make_unique<WholeFile>(folder.path() / "whole"));
    files.push_back(std::make_unique<WholeFile>(folder.path() / "missing" / "other"));
    const auto error = commit_all(files);
    REQUIRE(error);
    CHECK(error->find("missing/other") != std::string::npos);
    files.clear();
    CHECK(folder.entries() == 0);
}
