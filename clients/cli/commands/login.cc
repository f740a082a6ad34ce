// login: keeps the options that say where the server is and who calls, under a name.
#include <filesystem>
#include <memory>

#include "clients/cli/input/profile.h"
#include "clients/cli/menu.h"
#include "clients/cli/text/names.h"

namespace ogi::cli {
namespace {

// A profile holds wherever the command is called.
std::string Absolute(const std::string& file) {
  return file.empty() ? "" : std::filesystem::absolute(file).lexically_normal().string();
}

ProfileOptions OptionsOf(const Settings& settings) {
  const client::ClientOptions& client = settings.client;
  ProfileOptions options;
  const auto add = [&options](absl::string_view name, const std::string& value) {
    if (!value.empty()) options.emplace_back(name, value);
  };
  add("server", client.target);
  add("ca", Absolute(client.root_file));
  add("cert", Absolute(client.certificate_file));
  add("key", Absolute(client.key_file));
  add("for-agency", ShortName(client.agency));
  add("token-file", Absolute(client.token_file));
  add("token-command", settings.token_command);
  add("represented", client.represented);
  if (client.insecure_loopback) add("insecure-loopback", "true");
  return options;
}

// What anybody may ask tells whether the server is there and takes the certificate.
ExitCode Login(Session& session, const std::string& name) {
  const absl::StatusOr<std::string> path = WriteProfile(name, OptionsOf(session.settings()));
  if (!path.ok()) return session.Fail(path.status());
  session.out() << session.Words("已写入配置 ", "profile written: ") << *path << "\n";
  const absl::StatusOr<client::Client*> client = session.Connect();
  if (!client.ok()) return session.Fail(client.status());
  const absl::Status answer = (*client)->ListSeasons({}).status();
  if (!answer.ok()) return session.Fail(answer);
  session.out() << session.Words("服务器已应答；今后用 ogictl --profile ",
                                 "the server answers; from now on: ogictl --profile ")
                << name << session.Words(" 命令\n", " COMMAND\n");
  return ExitCode::kDone;
}

}  // namespace

void AddLogin(Menu& menu) {
  auto name = std::make_shared<std::string>();
  CLI::App* login =
      menu.Add("login", "把服务器地址、证书、令牌命令等选项存成一个配置，并试连服务器",
               "keeps the server's address, certificates, token command and the like as a profile, "
               "and tries "
               "the server",
               [name](Session& session) { return Login(session, *name); });
  login
      ->add_option("NAME", *name,
                   menu.Words("配置名，如 county", "the profile's name, e.g. county"))
      ->required();
}

}  // namespace ogi::cli
