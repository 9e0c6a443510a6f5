#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/scenario/approved.hpp"
#include "tests/scenario/scene.hpp"
#include "tests/scenario/story.hpp"
#include "tests/scenario/week.hpp"

using namespace makegood::scenario;

TEST_CASE("every story comes out as it was approved") {
    const auto files = files_in(MAKEGOOD_SOURCE "/tests/scenario/stories");
    CHECK(files.size() >= 10);
    for (const std::string& file : files) {
        INFO(file);
        require_approved("stories/" + std::filesystem::path(file).filename().string(), live_through(read_file(file)));
    }
}

TEST_CASE("a story whose outcome is not the approved one is told differently") {
    const std::string story =
        "it is 2026-11-02T09:00:00Z\n"
        "when office POST /v1/claims\n"
        "    {\"invoice\": \"NOWHERE\", \"channel\": \"phone\"}\n"
        "then 201: type\n"
        "    type: \"made up\"\n";
    const std::string told = live_through(story);
    CHECK(told.find("then 422: type\n") != std::string::npos);
    CHECK(told.find("made up") == std::string::npos);
}

TEST_CASE("every week comes out as it was approved") {
    const auto files = files_in(MAKEGOOD_SOURCE "/tests/scenario/weeks");
    CHECK(!files.empty());
    for (const std::string& file : files) {
        INFO(file);
        require_approved("weeks/" + std::filesystem::path(file).filename().string(),
                         live_through_week(read_file(file)));
    }
}
