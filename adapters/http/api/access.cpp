#include "adapters/http/api/access.hpp"

#include <string>

#include "adapters/codec/event_words.hpp"
#include "adapters/http/problem.hpp"

namespace makegood::http {

namespace {

Response unauthenticated(std::string_view detail) {
    Response response = problem(401, "unauthenticated", "Say who you are", detail);
    response.headers.push_back({"WWW-Authenticate", "Bearer"});
    return response;
}

std::optional<std::string_view> bearer_token(const Request& request) {
    auto value = request.headers.find("authorization");
    constexpr std::string_view scheme = "bearer ";
    if (!value || request.headers.count("authorization") != 1 || value->size() <= scheme.size() ||
        !equal_ignoring_case(value->substr(0, scheme.size()), scheme))
        return std::nullopt;
    return value->substr(scheme.size());
}

}  // namespace

Result<Actor, Response> authorise(Principals& principals, const Request& request, Roles allowed) {
    const auto token = bearer_token(request);
    if (!token)
        return Failure{
            unauthenticated("The header Authorization is missing or not one bearer token; accepted: "
                            "\"Authorization: Bearer TOKEN\", with a token from makegood token create.")};
    auto actor = principals.find(*token);
    if (!actor) return Failure{unauthenticated("The token is not one of ours, or was revoked.")};
    if (!allowed.has(actor->role))
        return Failure{problem(403, "forbidden", "Not for this role",
                               "The role " + std::string(codec::word_of(actor->role)) + " may not do this.")};
    return *std::move(actor);
}

}  // namespace makegood::http
