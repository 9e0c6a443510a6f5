#include "tests/contract/store_contract.hpp"

namespace makegood::contract {

std::vector<Clause> store_contract() {
    std::vector<Clause> clauses = writing_contract();
    for (const auto& more :
         {repeating_contract(), reading_contract(), routing_contract(), settling_contract(), closing_contract()})
        clauses.insert(clauses.end(), more.begin(), more.end());
    return clauses;
}

}  // namespace makegood::contract
