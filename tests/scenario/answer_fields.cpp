#include "tests/scenario/answer_fields.hpp"

#include <regex>
#include <sstream>

namespace makegood::scenario {

namespace {

/// `value` in one line, with a blank behind each comma and colon.
std::string in_one_line(const Json& value) {
    if (!value.is_structured()) return value.dump();
    std::string text;
    for (const auto& [name, item] : value.items())
        text += (text.empty() ? "" : ", ") + (value.is_object() ? Json(name).dump() + ": " : "") + in_one_line(item);
    return value.is_object() ? "{" + text + "}" : "[" + text + "]";
}

/// What `path` leads to; null where it leads nowhere.
Json follow(const Json& value, const std::string& path) {
    if (path.empty()) return value;
    const auto dot = path.find('.');
    const std::string name = path.substr(0, dot);
    const std::string rest = dot == std::string::npos ? "" : path.substr(dot + 1);
    if (name == "*" && value.is_array()) {
        Json all = Json::array();
        for (const Json& item : value) all.push_back(follow(item, rest));
        return all;
    }
    if (value.is_array() && std::stoul(name) < value.size()) return follow(value[std::stoul(name)], rest);
    if (value.is_object() && value.contains(name)) return follow(value[name], rest);
    return nullptr;
}

}  // namespace

std::string told_fields(const Json& answer, const std::string& paths) {
    std::string text;
    std::istringstream words(paths);
    for (std::string path; words >> path;) {
        const Json value = follow(answer, path);
        const bool is_list = value.is_array() && !value.empty() && value.front().is_structured();
        text += "    " + path + ":" + (is_list ? "" : " " + in_one_line(value)) + "\n";
        if (is_list)
            for (const Json& item : value) text += "        " + in_one_line(item) + "\n";
    }
    return text;
}

std::string ClaimNames::without_ids(std::string text) {
    static const std::regex uuid("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");
    std::smatch match;
    while (std::regex_search(text, match, uuid)) {
        const std::string id = match.str();
        const auto named = names_.try_emplace(id, "claim-" + std::to_string(names_.size() + 1)).first;
        text = std::regex_replace(text, std::regex(id), named->second);
    }
    return text;
}

std::string ClaimNames::with_ids(std::string text) const {
    for (const auto& [id, name] : names_) text = std::regex_replace(text, std::regex(name + "\\b"), id);
    return text;
}

}  // namespace makegood::scenario
