#include "adapters/http/problem.hpp"

namespace makegood::http {

namespace {

void append_json_string(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    for (char c : text) {
        auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += hex[byte >> 4];
            out += hex[byte & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

}  // namespace

Response problem(int status, std::string_view kind, std::string_view title, std::string_view detail) {
    Response response;
    response.status = status;
    response.content_type = "application/problem+json";
    response.body = "{\"type\":";
    append_json_string(response.body, std::string(problem_type_base).append(kind));
    response.body += ",\"title\":";
    append_json_string(response.body, title);
    response.body += ",\"status\":" + std::to_string(status) + ",\"detail\":";
    append_json_string(response.body, detail);
    response.body += '}';
    return response;
}

}  // namespace makegood::http
