// What the commands on access records share: mandates, roles, keys, certificates.
#ifndef OGI_CLIENTS_CLI_COMMANDS_RECORDS_H_
#define OGI_CLIENTS_CLI_COMMANDS_RECORDS_H_

#include <google/protobuf/repeated_field.h>

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/cli/menu.h"
#include "clients/cli/text/access_text.h"
#include "clients/cli/text/json.h"
#include "common/status_macros.h"

namespace ogi::cli {

template <typename Record>
ExitCode TellRecord(Session& session, const absl::StatusOr<Record>& record) {
  if (!record.ok()) return session.Fail(record.status());
  if (session.json()) {
    session.out() << ToPrettyJson(*record) << "\n";
    return ExitCode::kDone;
  }
  google::protobuf::RepeatedPtrField<Record> one;
  *one.Add() = *record;
  session.out() << RecordTable(one, session.language());
  return ExitCode::kDone;
}

// `records` gives the response's only field.
template <typename Response, typename Records>
ExitCode TellRecords(Session& session, const absl::StatusOr<Response>& response,
                     const Records& records) {
  if (!response.ok()) return session.Fail(response.status());
  const auto& all = records(*response);
  if (session.json()) {
    session.out() << (all.empty()
                          ? absl::StrCat("{\"", Response::descriptor()->field(0)->name(), "\":[]}")
                          : ToJson(*response))
                  << "\n";
    return ExitCode::kDone;
  }
  if (!all.empty()) session.out() << RecordTable(all, session.language());
  session.out() << session.Words("共 ", "") << all.size() << session.Words(" 条。\n", " found.\n");
  return ExitCode::kDone;
}

inline void AddRequestId(CLI::App& command, const Menu& menu, std::string& request_id) {
  command.add_option("--request-id", request_id,
                     menu.Words("请求编号；以同一编号重试不会重复办理（默认随机）",
                                "request id; with the same one nothing is done twice (default: a "
                                "random one)"));
}

// A command `withdraw NAME [--reason]` below `family`. `expand` makes a full name of what was
// typed.
template <typename Request, typename Record>
void AddWithdrawal(Menu& menu, CLI::App& family, absl::string_view chinese,
                   absl::string_view english, absl::string_view example,
                   absl::StatusOr<Record> (client::Client::*rpc)(Request),
                   std::string (*expand)(absl::string_view)) {
  struct Typed {
    std::string name;
    std::string reason;
    std::string request_id;
  };
  auto typed = std::make_shared<Typed>();
  CLI::App* command =
      menu.AddTo(family, "withdraw", chinese, english, [typed, rpc, expand](Session& session) {
        return TellRecord(session, [&]() -> absl::StatusOr<Record> {
          Request request;
          request.set_name(expand(typed->name));
          request.set_reason(typed->reason);
          request.set_request_id(typed->request_id);
          OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
          return (client->*rpc)(std::move(request));
        }());
      });
  command
      ->add_option(
          "NAME", typed->name,
          absl::StrCat(menu.Words("list 所列的名称，如 ", "as list shows it, e.g. "), example))
      ->required();
  command->add_option("--reason", typed->reason, menu.Words("原因", "why"));
  AddRequestId(*command, menu, typed->request_id);
}

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_COMMANDS_RECORDS_H_
