#include <catch2/catch.hpp>

#include "tests/adapters/sqlite/place.hpp"

namespace makegood::sqlite {

TEST_CASE("the SQLite store keeps the contract of stores") {
    for (const contract::Clause& clause : contract::store_contract()) {
        DYNAMIC_SECTION(clause.sentence) {
            SqlitePlace place;
            clause.hold(place);
        }
    }
}

}  // namespace makegood::sqlite
