// The commands of ogictl, as the command line offers them.
#ifndef OGI_CLIENTS_CLI_MENU_H_
#define OGI_CLIENTS_CLI_MENU_H_

#include <CLI/App.hpp>
#include <functional>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/session.h"

namespace ogi::cli {

// What a command does. Called once, after the command line has been read.
using Action = std::function<ExitCode(Session&)>;

// Collects commands and remembers which one was chosen. Help is in one language.
class Menu {
 public:
  Menu(CLI::App& app, Language language) : app_(app), language_(language) {}

  // A command; its options are added to what is given back.
  CLI::App* Add(const std::string& name, absl::string_view chinese, absl::string_view english,
                Action action) {
    return AddTo(app_, name, chinese, english, std::move(action));
  }
  CLI::App* AddTo(CLI::App& parent, const std::string& name, absl::string_view chinese,
                  absl::string_view english, Action action) {
    CLI::App* command = parent.add_subcommand(name, Words(chinese, english));
    command->callback([this, action = std::move(action)] { chosen_ = action; });
    return command;
  }
  // A command that only has commands below it.
  CLI::App* AddFamily(const std::string& name, absl::string_view chinese,
                      absl::string_view english) {
    CLI::App* family = app_.add_subcommand(name, Words(chinese, english));
    family->require_subcommand(1);
    return family;
  }

  std::string Words(absl::string_view chinese, absl::string_view english) const {
    return std::string(Pick(language_, chinese, english));
  }
  const Action& chosen() const { return chosen_; }

 private:
  CLI::App& app_;
  const Language language_;
  Action chosen_;
};

// The table of commands: each adds one, or a small family.
void AddImport(Menu& menu);
void AddLogin(Menu& menu);
void AddFile(Menu& menu);
void AddSubmit(Menu& menu);
void AddValidate(Menu& menu);
void AddGet(Menu& menu);
void AddList(Menu& menu);
void AddActs(Menu& menu);
void AddExplain(Menu& menu);
void AddWaiver(Menu& menu);
void AddHistory(Menu& menu);
void AddAgencies(Menu& menu);
void AddMandates(Menu& menu);
void AddRoles(Menu& menu);
void AddKeys(Menu& menu);
void AddCertificates(Menu& menu);
void AddSeason(Menu& menu);
void AddAudit(Menu& menu);
void AddSweep(Menu& menu);
void AddNotices(Menu& menu);
void AddSheet(Menu& menu);
void AddRules(Menu& menu);
void AddWorkdays(Menu& menu);
void AddVersion(Menu& menu);

inline constexpr void (*kCommands[])(Menu&) = {
    AddFile,  AddImport,  AddSubmit,       AddValidate, AddGet,      AddList,
    AddActs,  AddExplain, AddWaiver,       AddHistory,  AddAgencies, AddMandates,
    AddRoles, AddKeys,    AddCertificates, AddSeason,   AddSweep,    AddNotices,
    AddSheet, AddAudit,   AddRules,        AddWorkdays, AddLogin,    AddVersion,
};

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_MENU_H_
