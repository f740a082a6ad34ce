#include "clients/cli/text/json.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/wire/status.h"
#include "google/rpc/error_details.pb.h"

namespace ogi::cli {
namespace {

using google::protobuf::Message;
namespace json = google::protobuf::util;

json::JsonPrintOptions PrintOptions(bool pretty) {
  json::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.add_whitespace = pretty;
  return options;
}

std::string Print(const Message& message, bool pretty) {
  std::string text;
  if (!json::MessageToJsonString(message, &text, PrintOptions(pretty)).ok()) return "{}";
  while (absl::EndsWith(text, "\n")) text.pop_back();
  return text;
}

// Maps have no order of their own on the wire; this gives them one.
void MakeDeterministic(google::protobuf::Any* any, const Message& prototype) {
  const std::unique_ptr<Message> message(prototype.New());
  if (!message->ParseFromString(any->value())) return;
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message->SerializeToCodedStream(&coded);
  }
  any->set_value(bytes);
}

google::rpc::Status WithKnownDetails(const absl::Status& status) {
  google::rpc::Status proto = wire::ToProto(status);
  google::rpc::Status known;
  known.set_code(proto.code());
  known.set_message(proto.message());
  for (google::protobuf::Any& detail : *proto.mutable_details()) {
    const std::string name = detail.type_url().substr(detail.type_url().rfind('/') + 1);
    const auto* descriptor =
        google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(name);
    if (descriptor == nullptr) continue;
    MakeDeterministic(
        &detail, *google::protobuf::MessageFactory::generated_factory()->GetPrototype(descriptor));
    *known.add_details() = std::move(detail);
  }
  return known;
}

}  // namespace

std::string ToJson(const Message& message) { return Print(message, false); }

std::string ToPrettyJson(const Message& message) { return Print(message, true); }

std::string ListToJson(const Message& list, absl::string_view items) {
  std::string json = ToJson(list);
  const std::string key = absl::StrCat("\"", items, "\":");
  const auto* field = list.GetDescriptor()->FindFieldByName(std::string(items));
  if (list.GetReflection()->FieldSize(list, field) > 0) return json;
  return absl::StrCat("{", key, "[]", json == "{}" ? "" : ",", json.substr(1));
}

std::string JsonObject::Quote(absl::string_view text) {
  google::protobuf::Value value;
  value.set_string_value(std::string(text));
  return ToJson(value);
}

JsonObject& JsonObject::Add(absl::string_view key, absl::string_view json) {
  absl::StrAppend(&fields_, fields_.empty() ? "" : ",", Quote(key), ":", json);
  return *this;
}

JsonObject& JsonObject::Text(absl::string_view key, absl::string_view text) {
  return Add(key, Quote(text));
}

JsonObject& JsonObject::Number(absl::string_view key, int64_t number) {
  return Add(key, absl::StrCat(number));
}

JsonObject& JsonObject::Message(absl::string_view key, const google::protobuf::Message& message) {
  return Add(key, ToJson(message));
}

JsonObject& JsonObject::Error(const absl::Status& status) {
  return Message("error", WithKnownDetails(status));
}

JsonObject& JsonObject::Append(const JsonObject& other) {
  absl::StrAppend(&fields_, fields_.empty() || other.fields_.empty() ? "" : ",", other.fields_);
  return *this;
}

std::string ErrorToJson(const absl::Status& status) { return JsonObject().Error(status).Done(); }

void JsonResults::Add(const JsonObject& result) {
  out_ << (begun_ ? ",\n" : "{\"results\":[") << result.Done();
  begun_ = true;
}

void JsonResults::Finish(const JsonObject& rest) {
  out_ << (begun_ ? "" : "{\"results\":[") << "]" << (rest.fields_.empty() ? "" : ",")
       << rest.fields_ << "}\n";
}

}  // namespace ogi::cli
