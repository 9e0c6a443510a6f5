#include "adapters/pdf/flow.hpp"

#include <catch2/catch.hpp>

#include "tests/adapters/pdf/given.hpp"

namespace makegood::pdf {

namespace {

/// What stands on the pages of a flow, in order: "a b | c" for two strips on one page and one on the next.
class Proof {
  public:
    Proof() : sheet_(pdf_, installed_typefaces(), HanForms::simplified, {"", "", day("2026-11-28")}) {}

    Strip strip(const std::string& name, double height, bool with_next = false, TableId table = TableId::none) {
        return {height, [this, name](Sheet&, double) { said_ += name + " "; }, table, with_next};
    }
    std::string pages() {
        const auto nothing = [](std::size_t, std::size_t) {};
        flow.draw(
            sheet_, {30, 10, 110},
            [this](std::size_t page, std::size_t) {
                if (page > 1) said_ += "| ";
            },
            nothing);
        return said_.empty() ? "" : said_.substr(0, said_.size() - 1);
    }

    Flow flow;

  private:
    std::string pdf_, said_;
    Sheet sheet_;
};

}  // namespace

TEST_CASE("a strip that does not fit begins the next page whole") {
    Proof proof;
    for (const char* name : {"a", "b", "c", "d"}) proof.flow.add(proof.strip(name, 40));
    CHECK(proof.pages() == "a b | c d");
}

TEST_CASE("what stays together moves together, and does not where no page can hold it") {
    Proof proof;
    proof.flow.add(proof.strip("a", 40));
    proof.flow.add(proof.strip("b", 20, true));
    proof.flow.add(proof.strip("c", 30));
    CHECK(proof.pages() == "a | b c");

    Proof long_one;
    for (const char* name : {"a", "b", "c", "d"}) long_one.flow.add(long_one.strip(name, 40, true));
    CHECK(long_one.pages() == "a b | c d");
}

TEST_CASE("the head of a table stands above it on every page, and never alone") {
    Proof proof;
    const TableId table = proof.flow.table(proof.strip("HEAD", 10));
    proof.flow.add(proof.strip("words", 65));
    for (const char* name : {"a", "b", "c", "d"}) proof.flow.add(proof.strip(name, 30, false, table));
    proof.flow.add(proof.strip("end", 20));
    CHECK(proof.pages() == "words | HEAD a b c | HEAD d end");
}

TEST_CASE("no page but the first begins with a space, and a strip higher than a page is on one alone") {
    Proof proof;
    proof.flow.add(proof.strip("a", 75));
    proof.flow.space(20);
    proof.flow.add(proof.strip("b", 95));
    proof.flow.add(proof.strip("c", 200));
    proof.flow.add(proof.strip("d", 10));
    CHECK(proof.pages() == "a | b | c | d");
}

TEST_CASE("a flow of nothing is an empty page") {
    Proof proof;
    std::size_t pages = 0;
    const auto head = [](std::size_t, std::size_t) {};
    std::string pdf;
    Sheet sheet(pdf, installed_typefaces(), HanForms::simplified, {"", "", day("2026-11-28")});
    proof.flow.draw(sheet, {30, 10, 110}, head, [&](std::size_t, std::size_t of) { pages = of; });
    CHECK(pages == 1);
}

}  // namespace makegood::pdf
