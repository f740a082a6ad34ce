#include "domain/log/record_text.h"

#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/digest.h"

namespace ogi {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// So that every value stays on its line, and no two texts look the same.
std::string Quoted(absl::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '\n') {
      quoted += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  quoted += '"';
  return quoted;
}

std::string TextOf(const FieldDescriptor& field, const std::string& bytes) {
  return field.type() == FieldDescriptor::TYPE_BYTES ? absl::BytesToHexString(bytes)
                                                     : Quoted(bytes);
}

// The value, or one of the values, of a field that is no message.
std::string ValueOf(const Message& message, const FieldDescriptor& field, int index) {
  const Reflection& reflection = *message.GetReflection();
  const bool many = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(many ? reflection.GetRepeatedInt32(message, &field, index)
                               : reflection.GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrCat(many ? reflection.GetRepeatedInt64(message, &field, index)
                               : reflection.GetInt64(message, &field));
    case FieldDescriptor::CPPTYPE_UINT32:
      return absl::StrCat(many ? reflection.GetRepeatedUInt32(message, &field, index)
                               : reflection.GetUInt32(message, &field));
    case FieldDescriptor::CPPTYPE_UINT64:
      return absl::StrCat(many ? reflection.GetRepeatedUInt64(message, &field, index)
                               : reflection.GetUInt64(message, &field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return (many ? reflection.GetRepeatedBool(message, &field, index)
                   : reflection.GetBool(message, &field))
                 ? "true"
                 : "false";
    case FieldDescriptor::CPPTYPE_ENUM: {
      const int number = many ? reflection.GetRepeatedEnumValue(message, &field, index)
                              : reflection.GetEnumValue(message, &field);
      const auto* const value = field.enum_type()->FindValueByNumber(number);
      return value == nullptr ? absl::StrCat(number) : value->name();
    }
    case FieldDescriptor::CPPTYPE_STRING:
      return TextOf(field, many ? reflection.GetRepeatedString(message, &field, index)
                                : reflection.GetString(message, &field));
    default:
      return "";
  }
}

void AppendFields(const Message& message, const std::string& path, std::string& text);

void AppendValue(const Message& message, const FieldDescriptor& field, int index,
                 const std::string& name, std::string& text) {
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
    absl::StrAppend(&text, name, "=", ValueOf(message, field, index), "\n");
    return;
  }
  const Reflection& reflection = *message.GetReflection();
  // A message that is there and empty is something else than one that is not.
  absl::StrAppend(&text, name, ":\n");
  AppendFields(field.is_repeated() ? reflection.GetRepeatedMessage(message, &field, index)
                                   : reflection.GetMessage(message, &field),
               name + ".", text);
}

void AppendFields(const Message& message, const std::string& path, std::string& text) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  // By number.
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const std::string name = absl::StrCat(path, field->name());
    if (!field->is_repeated()) {
      AppendValue(message, *field, 0, name, text);
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      AppendValue(message, *field, i, absl::StrCat(name, "[", i, "]"), text);
    }
  }
}

}  // namespace

std::string RecordText(const Message& message) {
  std::string text = absl::StrCat("ogi-record 1\n", message.GetDescriptor()->full_name(), "\n");
  AppendFields(message, "", text);
  return text;
}

std::string RecordDigest(const Message& message) { return Sha256(RecordText(message)); }

std::string BodyDigest(const storage::v1::LoggedAct& act) {
  storage::v1::LoggedAct body = act;
  body.clear_salt();
  return RecordDigest(body);
}

}  // namespace ogi
