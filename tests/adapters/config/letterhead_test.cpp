#include "adapters/config/letterhead.hpp"

#include <filesystem>

#include <catch2/catch.hpp>

#include "adapters/config/configuration.hpp"

namespace makegood::config {

namespace {

/// Reads it and gives the findings, "" for none: "/accent: ...".
std::string faults_of(const std::string& json, Letterhead* into = nullptr) {
    codec::Faults faults;
    auto document = codec::JsonDocument::parse(json);
    REQUIRE(document);
    Letterhead letterhead = read_letterhead(document->object(faults));
    if (into != nullptr) *into = std::move(letterhead);
    std::string all;
    for (const codec::Fault& fault : faults) all += fault.pointer + ": " + fault.found + "; " + fault.expected + "\n";
    return all;
}

}  // namespace

TEST_CASE("the shipped letterhead is read whole, and without the file there is none") {
    const std::filesystem::path shipped = std::filesystem::path(MAKEGOOD_SOURCE_DIR) / "config";
    const auto with = load(shipped);
    REQUIRE(with.has_value());
    REQUIRE(with->letterhead.has_value());
    CHECK(with->letterhead->accent == Colour{0x1F, 0x4E, 0x79});
    CHECK(with->letterhead->thanks.starts_with("Thank you"));
    CHECK(with->letterhead->signatory->title == "President");
    CHECK(with->letterhead->footer.size() == 2);
    CHECK(with->content.find("#1F4E79") != std::string::npos);

    const auto copy = std::filesystem::temp_directory_path() / "makegood-config-without-letterhead";
    std::filesystem::remove_all(copy);
    std::filesystem::copy(shipped, copy, std::filesystem::copy_options::recursive);
    std::filesystem::remove(copy / "letterhead.json");
    const auto without = load(copy);
    std::filesystem::remove_all(copy);
    REQUIRE(without.has_value());
    CHECK_FALSE(without->letterhead.has_value());
    CHECK(without->content.find("letterhead") == std::string::npos);
}

TEST_CASE("a letterhead needs a colour and a sentence of thanks, and no more") {
    Letterhead letterhead;
    CHECK(faults_of(R"({"accent": "#00aaFF", "thanks": "Thank you."})", &letterhead) == "");
    CHECK(letterhead.accent == Colour{0x00, 0xAA, 0xFF});
    CHECK_FALSE(letterhead.signatory.has_value());
    CHECK(letterhead.footer.empty());
}

TEST_CASE("what is wrong with a letterhead is said with its place") {
    struct Row {
        const char* why;
        const char* json;
        const char* expected;
    };
    const Row row = GENERATE(values<Row>({
        {"no colour", R"({"thanks": "T"})", "/accent: "},
        {"a colour in words", R"({"accent": "navy", "thanks": "T"})", "/accent: "},
        {"a colour of three digits", R"({"accent": "#abc", "thanks": "T"})", "/accent: "},
        {"no hexadecimal digits", R"({"accent": "#1F4E7G", "thanks": "T"})", "/accent: "},
        {"a sign is no digit", R"({"accent": "#-1F4E7", "thanks": "T"})", "/accent: "},
        {"yellow on white is not read", R"({"accent": "#FFEE00", "thanks": "T"})", "/accent: "},
        {"no thanks", R"({"accent": "#000000"})", "/thanks: "},
        {"nobody signs", R"({"accent": "#000000", "thanks": "T", "signatory": {"title": "President"}})",
         "/signatory/name: "},
        {"a footer that fills the page", R"({"accent": "#000000", "thanks": "T", "footer": ["1","2","3","4","5"]})",
         "/footer: "},
        {"a line end in the footer", R"({"accent": "#000000", "thanks": "T", "footer": ["1\n2"]})", "/footer/0: "},
        {"an unknown key", R"({"accent": "#000000", "thanks": "T", "logo": "x"})", "/logo: "},
    }));
    CAPTURE(row.why);
    const std::string faults = faults_of(row.json);
    CAPTURE(faults);
    CHECK(faults.starts_with(row.expected));
    CHECK(faults.find('\n') == faults.size() - 1);
}

}  // namespace makegood::config
