#include "adapters/codec/xml_writer.hpp"

#include <algorithm>

#include "adapters/codec/utf8.hpp"
#include "engine/core/invariant.hpp"

namespace makegood::codec {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// Of one ASCII character; "" for one that stays as it is. A carriage return would be read back as a line end.
std::string_view escaped(char c) {
    switch (c) {
        case '&': return "&amp;";
        case '<': return "&lt;";
        case '>': return "&gt;";
        case '"': return "&quot;";
        case '\t': return "&#9;";
        case '\n': return "&#10;";
        case '\r': return "&#13;";
        default: return static_cast<unsigned char>(c) < 0x20 ? replacement : std::string_view{};
    }
}

bool is_plain(char c) {
    return static_cast<unsigned char>(c) < 0x80 && escaped(c).empty();
}

bool is_noncharacter(std::string_view character) {
    return character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";
}

/// The character at `at` that is not ASCII, or nothing when XML has no such character.
std::string_view character_at(std::string_view text, std::size_t at) {
    const std::string_view character = text.substr(at, character_bytes(text, at));
    return is_noncharacter(character) ? std::string_view{} : character;
}

}  // namespace

bool is_writable(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (is_plain(text[at])) continue;
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            if (escaped(text[at]) == replacement) return false;
            continue;
        }
        const std::string_view character = character_at(text, at);
        if (character.empty()) return false;
        at += character.size() - 1;
    }
    return true;
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == text.npos;
}

void XmlWriter::indent() {
    out_ += '\n';
    out_.append(2 * open_.size(), ' ');
}

void XmlWriter::escape(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto stop = std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_plain);
        const auto end = static_cast<std::size_t>(stop - text.begin());
        out_.append(text, at, end - at);
        at = end;
        if (at == text.size()) return;
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            out_ += escaped(text[at++]);
            continue;
        }
        const std::string_view character = character_at(text, at);
        out_ += character.empty() ? replacement : character;
        at += std::max<std::size_t>(1, character_bytes(text, at));
    }
}

void XmlWriter::begin(std::string_view name, std::initializer_list<Attribute> attributes) {
    indent();
    out_ += '<';
    out_ += name;
    for (const Attribute& attribute : attributes) {
        out_ += ' ';
        out_ += attribute.name;
        out_ += "=\"";
        escape(attribute.value);
        out_ += '"';
    }
    out_ += '>';
}

XmlWriter& XmlWriter::open(std::string_view name, std::initializer_list<Attribute> attributes) {
    begin(name, attributes);
    open_.push_back(name);
    return *this;
}

XmlWriter& XmlWriter::close() {
    invariant(!open_.empty(), "an element is closed only when one is open");
    const std::string_view name = open_.back();
    open_.pop_back();
    indent();
    out_ += "</";
    out_ += name;
    out_ += '>';
    return *this;
}

XmlWriter& XmlWriter::element(std::string_view name, std::string_view content,
                              std::initializer_list<Attribute> attributes) {
    begin(name, attributes);
    escape(content);
    out_ += "</";
    out_ += name;
    out_ += '>';
    return *this;
}

}  // namespace makegood::codec
