#include "adapters/verify/people.hpp"

namespace makegood::verify {

Person People::who(const Value& actor) {
    const std::string_view name = actor["name"].text();
    const std::string_view role = actor["role"].text();
    if (role == "integration" || role == "system") return nobody;
    const auto found = known_.find(name);
    if (found != known_.end()) return found->second;
    return known_.emplace(std::string(name), static_cast<Person>(known_.size() + 1)).first->second;
}

}  // namespace makegood::verify
