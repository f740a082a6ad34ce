#include "clients/cli/app.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "clients/cli/input/profile.h"
#include "clients/cli/input/token_command.h"
#include "clients/cli/menu.h"
#include "clients/cli/text/names.h"
#include "common/status_macros.h"

namespace ogi::cli {
namespace {

constexpr absl::string_view kFooterChinese = R"(
退出码（固定不变）：
  0   完成（校验通过或仅有警告）
  1   命令写法或本机有误，例如文件无法读取
  2   填报内容或请求被拒绝，请改正后重试
  3   服务器连不上、忙或有故障，稍后用同样的命令重试是安全的
  4   已报送或已校验，但有的校验结论为“有错误”
  5   import 已读出，但有存疑之处
  10  list --state 查到了报告（没有查到为 0）
处理多个文件时，按 3、1、2、4、5、0 的次序取最先出现者。)";

constexpr absl::string_view kFooterEnglish = R"(
Exit codes (they never change):
  0   done (verdict clean or warned)
  1   the command line or this machine, e.g. a file that cannot be read
  2   the input or the request is refused; mend it
  3   the server cannot be reached, is busy or broken; the same command later is safe
  4   filed or validated, but some verdict is BLOCKED
  5   import: read, but something is doubtful
  10  list --state found some (0: found none)
With several files: the first of 3, 1, 2, 4, 5, 0 that any of them gave.)";

// What CLI11 fills in, before it is checked.
struct Flags {
  std::string language = "zh";
  std::string output = "table";
  std::string timeout = "20";
  std::string profile;
  std::string token_command;
  client::ClientOptions client;
};

// The value of an option before the command line is read; empty for none.
std::string Lookup(const std::vector<std::string>& arguments, absl::string_view option) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    absl::string_view argument = arguments[i];
    if (argument == option && i + 1 < arguments.size()) return arguments[i + 1];
    if (absl::ConsumePrefix(&argument, option) && absl::ConsumePrefix(&argument, "=")) {
      return std::string(argument);
    }
  }
  return "";
}

// Help is written while options are still being added, so the language is looked up first.
Language LanguageOf(const std::vector<std::string>& arguments) {
  return Lookup(arguments, "--lang") == "en" ? Language::kEnglish : Language::kChinese;
}

// What the command line does not say is taken from the profile, and only then from the environment.
absl::Status UseProfile(CLI::App& app, const std::vector<std::string>& arguments) {
  std::string name = Lookup(arguments, "--profile");
  const char* const from_environment = std::getenv("OGI_PROFILE");
  if (name.empty() && from_environment != nullptr) name = from_environment;
  // The profile that login is about to write.
  const bool writes = std::find(arguments.begin(), arguments.end(), "login") != arguments.end();
  if (name.empty() || writes) return absl::OkStatus();
  OGI_ASSIGN_OR_RETURN(const std::string path, FindProfile(name));
  app.set_config("--profile-file", path)->group("");
  return absl::OkStatus();
}

void AddGlobalFlags(CLI::App& app, const Menu& menu, Flags& flags) {
  const auto words = [&](absl::string_view chinese, absl::string_view english) {
    return menu.Words(chinese, english);
  };
  app.add_option("--server", flags.client.target,
                 words("服务器地址，主机:端口（默认 127.0.0.1:7443）",
                       "the server, host:port (default 127.0.0.1:7443)"))
      ->envname("OGI_SERVER");
  app.add_option("--ca", flags.client.root_file,
                 words("签发服务器证书的 CA 证书（PEM）", "CA of the server's certificate (PEM)"))
      ->envname("OGI_CA");
  app.add_option("--cert", flags.client.certificate_file,
                 words("本客户端的证书（PEM）", "this client's certificate (PEM)"))
      ->envname("OGI_CERT");
  app.add_option("--key", flags.client.key_file,
                 words("本客户端的密钥（PEM）", "this client's key (PEM)"))
      ->envname("OGI_KEY");
  app.add_option("--for-agency", flags.client.agency,
                 words("平台所代表的机关，如 54-0424204",
                       "for which agency a platform acts, e.g. 54-0424204"))
      ->envname("OGI_FOR_AGENCY");
  app.add_option("--token-file", flags.client.token_file,
                 words("证明办理人的令牌文件，每次调用时读取",
                       "a file with the token that names who acts; read at every call"))
      ->envname("OGI_TOKEN_FILE");
  app.add_option("--token-command", flags.token_command,
                 words("给出令牌的命令，用以代替 --token-file",
                       "a command that prints the token, instead of --token-file"))
      ->envname("OGI_TOKEN_COMMAND");
  app.add_option("--profile", flags.profile,
                 words("用 ogictl login 存下的配置", "a profile that ogictl login wrote"))
      ->envname("OGI_PROFILE");
  app.add_option("--represented", flags.client.represented,
                 words("代谁办理，如 platforms/xizang/people/zhang-san",
                       "for whom he stands in, e.g. platforms/xizang/people/zhang-san"))
      ->envname("OGI_REPRESENTED");
  app.add_flag("--insecure-loopback", flags.client.insecure_loopback,
               words("不加密，仅限连接本机", "no TLS; to this machine only"))
      ->envname("OGI_INSECURE_LOOPBACK");
  app.add_option("--timeout", flags.timeout,
                 words("每次调用的时限，含重试，如 20、90s、2m（默认 20 秒）",
                       "time for one call with its retries: 20, 90s, 2m (default 20 s)"));
  app.add_option("--lang", flags.language,
                 words("语言：zh 或 en（默认 zh）", "zh or en (default zh)"))
      ->check(CLI::IsMember({"zh", "en"}));
  app.add_option("--output", flags.output,
                 words("输出：table、json，或 cells（仅 get、import）（默认 table）",
                       "table, json, or cells (get and import only) (default table)"))
      ->check(CLI::IsMember({"table", "json", "cells"}));
}

absl::StatusOr<absl::Duration> ParseTimeout(const std::string& text) {
  double seconds = 0;
  absl::Duration timeout;
  if (absl::SimpleAtod(text, &seconds)) {
    timeout = absl::Seconds(seconds);
  } else if (!absl::ParseDuration(text, &timeout)) {
    timeout = absl::ZeroDuration();
  }
  if (timeout > absl::ZeroDuration() && timeout < absl::Hours(24)) return timeout;
  return LocalError(
      absl::StrCat("--timeout 的值“", text, "”无效，请写成 20、90s 或 2m。"),
      absl::StrCat("--timeout ", text, " is no length of time; write 20, 90s or 2m."));
}

absl::StatusOr<Settings> Check(const Flags& flags, Language language, const Clock* clock,
                               bool has_cells) {
  Settings settings;
  settings.language = language;
  settings.client = flags.client;
  settings.output = flags.output == "json"    ? Output::kJson
                    : flags.output == "cells" ? Output::kCells
                                              : Output::kTable;
  if (settings.output == Output::kCells && !has_cells) {
    return LocalError("--output cells 只用于 get 和 import 命令。",
                      "--output cells is for get and import only.");
  }
  settings.token_command = flags.token_command;
  if (!flags.token_command.empty()) {
    settings.client.token = [command = std::make_shared<TokenCommand>(flags.token_command, clock)] {
      return command->Token();
    };
  }
  OGI_ASSIGN_OR_RETURN(settings.client.timeout, ParseTimeout(flags.timeout));
  if (!flags.client.agency.empty()) {
    OGI_ASSIGN_OR_RETURN(settings.client.agency, ExpandAgencyName(flags.client.agency));
  }
  return settings;
}

void Translate(CLI::App& app, Language language) {
  if (language == Language::kEnglish) return;
  const auto formatter = std::make_shared<CLI::Formatter>();
  formatter->label("Usage", "用法");
  formatter->label("OPTIONS", "选项");
  formatter->label("SUBCOMMAND", "命令");
  formatter->label("SUBCOMMANDS", "命令");
  formatter->label("Positionals", "参数");
  formatter->label("REQUIRED", "（必填）");
  formatter->label("Env", "环境变量");
  app.formatter(formatter);
  app.option_defaults()->group("选项");
  app.set_help_flag("-h,--help", "显示帮助");
}

// CLI11 puts the commands, and each command's --help, under English headings of its own.
void GroupHelp(CLI::App& app, const Menu& menu) {
  for (CLI::App* command : app.get_subcommands({})) {
    command->group(menu.Words("命令", "Commands"));
    command->get_help_ptr()->group(menu.Words("选项", "Options"));
    GroupHelp(*command, menu);
  }
}

ExitCode TellUsage(const CLI::ParseError& error, CLI::App& app, Language language, bool json,
                   const Terminal& terminal) {
  // Help asked for is no error.
  if (error.get_exit_code() == 0) {
    app.exit(error, terminal.out, terminal.err);
    return ExitCode::kDone;
  }
  Settings settings;
  settings.language = language;
  settings.output = json ? Output::kJson : Output::kTable;
  // E.g. `--reason is required`.
  constexpr absl::string_view kRequired = " is required";
  const absl::string_view what = error.what();
  const absl::string_view option = absl::StripSuffix(what, kRequired);
  const bool missing = option != what && !absl::StrContains(option, ' ');
  return Session(settings, terminal)
      .Fail(LocalError(
          missing ? absl::StrCat("缺少 ", option, "，请写明。用 ogictl 命令 --help 查看用法。")
                  : absl::StrCat("命令写法有误（", what, "）。用 ogictl --help 查看用法。"),
          absl::StrCat(error.what(), ". See ogictl --help.")));
}

}  // namespace

ExitCode RunOgictl(const std::vector<std::string>& arguments, const Terminal& terminal) {
  const Language language = LanguageOf(arguments);
  CLI::App app(
      std::string(Pick(language, "政府信息公开工作年度报告：报送、校验、查询",
                       "Files, checks and reads annual reports on open government information")),
      "ogictl");
  Translate(app, language);
  app.fallthrough();
  app.require_subcommand(1);
  app.footer(std::string(Pick(language, kFooterChinese, kFooterEnglish)));
  app.get_formatter()->column_width(34);

  Flags flags;
  Menu menu(app, language);
  AddGlobalFlags(app, menu, flags);
  for (const auto add : kCommands) add(menu);
  GroupHelp(app, menu);
  if (const absl::Status profile = UseProfile(app, arguments); !profile.ok()) {
    return Session({.language = language}, terminal).Fail(profile);
  }

  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    app.parse(std::move(reversed));
  } catch (const CLI::ParseError& error) {
    return TellUsage(error, app, language, flags.output == "json", terminal);
  }
  const bool has_cells = app.got_subcommand("get") || app.got_subcommand("import");
  const absl::StatusOr<Settings> settings =
      Check(flags, language, terminal.environment.clock, has_cells);
  if (!settings.ok()) {
    Settings basic;
    basic.language = language;
    basic.output = flags.output == "json" ? Output::kJson : Output::kTable;
    return Session(basic, terminal).Fail(settings.status());
  }
  Session session(*settings, terminal);
  return menu.chosen()(session);
}

}  // namespace ogi::cli
