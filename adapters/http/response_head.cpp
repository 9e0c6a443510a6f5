#include "adapters/http/response_head.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "adapters/http/request_guard.hpp"

namespace makegood::http {

namespace {

std::string_view reason(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 303: return "See Other";
        case 304: return "Not Modified";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 406: return "Not Acceptable";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 412: return "Precondition Failed";
        case 413: return "Content Too Large";
        case 415: return "Unsupported Media Type";
        case 417: return "Expectation Failed";
        case 422: return "Unprocessable Content";
        case 428: return "Precondition Required";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 503: return "Service Unavailable";
        case 505: return "HTTP Version Not Supported";
        default: return "";  // RFC 9112, 4: the phrase may be empty
    }
}

bool is_value(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && byte != '\t') || byte == 0x7f;
    });
}

bool is_ours(std::string_view name) {
    constexpr std::array<std::string_view, 5> ours{"content-length", "transfer-encoding", "connection", "date",
                                                   "content-type"};
    return std::any_of(ours.begin(), ours.end(), [&](auto one) { return equal_ignoring_case(one, name); });
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

bool is_sendable(const Response& response) {
    if (response.status < 200 || response.status > 599 || !is_value(response.content_type)) return false;
    return std::all_of(response.headers.begin(), response.headers.end(), [](const ResponseHeader& header) {
        return is_token(header.name) && is_value(header.value) && !is_ours(header.name);
    });
}

bool may_have_body(int status) {
    return status >= 200 && status != 204 && status != 304;
}

void append_head(std::string& out, const Response& response, std::string_view date, Afterwards afterwards) {
    out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ").append(reason(response.status));
    out.append("\r\n");
    append_header(out, "Date", date);
    if (!response.content_type.empty()) append_header(out, "Content-Type", response.content_type);
    if (may_have_body(response.status)) append_header(out, "Content-Length", std::to_string(response.body.size()));
    for (const ResponseHeader& header : response.headers) append_header(out, header.name, header.value);
    if (afterwards == Afterwards::closes) append_header(out, "Connection", "close");
    out.append("\r\n");
}

std::string_view HttpDate::at(std::time_t unix_s) {
    if (unix_s == written_for_) return text_;
    constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm utc{};
    gmtime_r(&unix_s, &utc);
    std::array<char, 96> line{};
    int size = std::snprintf(line.data(), line.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                             days.at(static_cast<std::size_t>(utc.tm_wday)), utc.tm_mday,
                             months.at(static_cast<std::size_t>(utc.tm_mon)), utc.tm_year + 1900, utc.tm_hour,
                             utc.tm_min, utc.tm_sec);
    text_.assign(line.data(), static_cast<std::size_t>(size));
    written_for_ = unix_s;
    return text_;
}

}  // namespace makegood::http
