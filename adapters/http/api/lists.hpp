#pragma once

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/codec/json_writer.hpp"
#include "adapters/http/api/exchange.hpp"
#include "adapters/http/problem.hpp"

// Lists that page: {items[], next?} with the link of RFC 8288, and the parameters that they take.
namespace makegood::http {

[[nodiscard]] Response json_response(std::string body, std::string etag = {});
/// 400: what a parameter of the query should have been.
[[nodiscard]] Response not_understood(std::string_view name, const std::string& value, std::string_view accepted);

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
    Number number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
    return number;
}

struct Page {
    std::optional<std::string> after;
    std::size_t limit = 50;  ///< 1 to 500
};
[[nodiscard]] Result<Page, Response> read_page(const Request& request);

/// The place in the queue as a cursor, and back.
[[nodiscard]] std::string to_cursor(const QueuePlace& place);
[[nodiscard]] std::optional<QueuePlace> parse_cursor(std::string_view text);

/// The header that leads to the next page; it keeps what the question asked beside it.
[[nodiscard]] ResponseHeader next_link(const Exchange& exchange, const Page& page, const std::string& next);

/// One row more than the page was asked for: so there is a next page.
template <class Row, class Write, class CursorOf>
Response list_response(const Exchange& exchange, const Page& page, const std::vector<Row>& rows, Write write,
                       CursorOf cursor_of) {
    std::string body;
    codec::JsonWriter json(body);
    json.object_begin().array_field("items");
    const std::size_t shown = std::min(rows.size(), page.limit);
    for (std::size_t i = 0; i < shown; ++i) write(json, rows[i]);
    json.array_end();
    std::optional<std::string> next;
    if (rows.size() > page.limit) next = cursor_of(rows[page.limit - 1]);
    if (next) json.field("next", *next);
    json.object_end();
    Response response = json_response(std::move(body));
    if (next) response.headers.push_back(next_link(exchange, page, *next));
    return response;
}

/// A list whose cursor is one ascending number.
template <class Fetch, class Write, class NumberOf>
void read_numbered_list(Surroundings& around, Exchange exchange, Fetch fetch, Write write, NumberOf number_of) {
    constexpr std::uint64_t cursor_max = std::numeric_limits<std::int64_t>::max();  // where the journal's numbers end
    auto page = read_page(exchange.request);
    if (!page) return exchange.responder(std::move(page).error());
    const auto after = parse_number<std::uint64_t>(page->after.value_or("0"));
    if (!after) return exchange.responder(not_understood("after", *page->after, "what `next` of a page said"));
    read(around, std::move(exchange), [=, page = *page](Reader& reader, const Exchange& asked) {
        return list_response(asked, page, fetch(reader, std::min(*after, cursor_max), page.limit + 1), write,
                             [&](const auto& row) { return std::to_string(number_of(row)); });
    });
}

/// A list in the order of the queue.
template <class Fetch, class Write>
void read_queue_list(Surroundings& around, Exchange exchange, Fetch fetch, Write write) {
    auto page = read_page(exchange.request);
    if (!page) return exchange.responder(std::move(page).error());
    std::optional<QueuePlace> after;
    if (page->after && !(after = parse_cursor(*page->after)))
        return exchange.responder(not_understood("after", *page->after, "what `next` of a page said"));
    read(around, std::move(exchange), [=, page = *page](Reader& reader, const Exchange& asked) {
        return list_response(asked, page, fetch(reader, after, page.limit + 1), write,
                             [](const auto& row) { return to_cursor(row.place); });
    });
}

}  // namespace makegood::http
