#include "adapters/http/api/lists.hpp"

namespace makegood::http {

Response json_response(std::string body, std::string etag) {
    Response response;
    response.content_type = "application/json";
    response.body = std::move(body);
    if (!etag.empty()) response.headers.push_back({"ETag", std::move(etag)});
    return response;
}

Response not_understood(std::string_view name, const std::string& value, std::string_view accepted) {
    return problem(
        400, "parameter-not-understood", "A parameter cannot be understood",
        "The parameter " + std::string(name) + " is \"" + value + "\"; accepted: " + std::string(accepted) + ".");
}

Result<Page, Response> read_page(const Request& request) {
    constexpr std::uint64_t page_size_max = 500;
    auto after = query_parameter(request, "after");
    if (!after) return Failure{std::move(after).error()};
    auto limit = query_parameter(request, "limit");
    if (!limit) return Failure{std::move(limit).error()};
    Page page{*std::move(after)};
    if (const std::optional<std::string>& text = *limit) {
        const auto number = parse_number<std::uint64_t>(*text);
        if (!number || *number < 1 || *number > page_size_max)
            return Failure{not_understood("limit", *text, "a whole number from 1 to 500")};
        page.limit = static_cast<std::size_t>(*number);
    }
    return page;
}

std::string to_cursor(const QueuePlace& place) {
    return std::to_string(place.promise.unix_ms()) + "." + std::to_string(static_cast<int>(place.priority)) + "." +
           std::to_string(place.opened_at_sequence);
}

std::optional<QueuePlace> parse_cursor(std::string_view text) {
    constexpr std::uint64_t cursor_max = std::numeric_limits<std::int64_t>::max();
    const auto first = text.find('.');
    const auto second = text.find('.', first + 1);
    if (first == text.npos || second == text.npos) return std::nullopt;
    const auto promise = parse_number<std::int64_t>(text.substr(0, first));
    const auto priority = parse_number<int>(text.substr(first + 1, second - first - 1));
    const auto sequence = parse_number<std::uint64_t>(text.substr(second + 1));
    if (!promise || !priority || !sequence || *priority < 0 || *priority > static_cast<int>(Priority::urgent))
        return std::nullopt;
    return QueuePlace{Instant(*promise), static_cast<Priority>(*priority), std::min(*sequence, cursor_max)};
}

ResponseHeader next_link(const Exchange& exchange, const Page& page, const std::string& next) {
    std::string link = "<" + exchange.route.substr(exchange.route.find(' ') + 1) + "?";
    for (const QueryParameter& parameter : exchange.request.query)
        if (parameter.name != "after" && parameter.name != "limit")
            link += percent_encoded(parameter.name) + "=" + percent_encoded(parameter.value) + "&";
    return {"Link",
            link + "after=" + percent_encoded(next) + "&limit=" + std::to_string(page.limit) + ">; rel=\"next\""};
}

}  // namespace makegood::http
