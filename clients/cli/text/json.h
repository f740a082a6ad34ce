// Writes JSON: messages, and results that are none.
#ifndef OGI_CLIENTS_CLI_TEXT_JSON_H_
#define OGI_CLIENTS_CLI_TEXT_JSON_H_

#include <google/protobuf/message.h>

#include <cstdint>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace ogi::cli {

// Fields are named as in the .proto files. Equal messages give equal texts. No newline at the end.
std::string ToJson(const google::protobuf::Message& message);
// Indented, for people.
std::string ToPrettyJson(const google::protobuf::Message& message);
// Of a list: its repeated field `items` is there even if it is empty.
std::string ListToJson(const google::protobuf::Message& list, absl::string_view items);

// An object that is no message, e.g. {"file":"a.json","revision":{…}}. Fields stand in the order in
// which they were added.
class JsonObject {
 public:
  JsonObject& Text(absl::string_view key, absl::string_view text);
  JsonObject& Number(absl::string_view key, int64_t number);
  JsonObject& Message(absl::string_view key, const google::protobuf::Message& message);
  // `values`: any container of texts.
  template <typename Container>
  JsonObject& Texts(absl::string_view key, const Container& values) {
    std::string list;
    for (const auto& value : values) {
      if (!list.empty()) list += ",";
      list += Quote(value);
    }
    return Add(key, "[" + list + "]");
  }
  // "error": a google.rpc.Status. Details of unknown types are left out.
  JsonObject& Error(const absl::Status& status);
  // The fields of another behind its own.
  JsonObject& Append(const JsonObject& other);

  std::string Done() const { return "{" + fields_ + "}"; }

 private:
  friend class JsonResults;

  static std::string Quote(absl::string_view text);
  JsonObject& Add(absl::string_view key, absl::string_view json);

  std::string fields_;
};

// {"error": …}
std::string ErrorToJson(const absl::Status& status);

// Writes {"results":[…]}, one after the other. Threads: one at a time.
class JsonResults {
 public:
  explicit JsonResults(std::ostream& out) : out_(out) {}

  void Add(const JsonObject& result);
  // `rest`: what stands behind the results.
  void Finish(const JsonObject& rest = {});

 private:
  std::ostream& out_;
  bool begun_ = false;
};

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_JSON_H_
