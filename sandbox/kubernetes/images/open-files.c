// Elasticsearch refuses to start on a network address where it may open fewer than 65,535 files, and some machines have a
// lower hard limit that nobody can raise. Preloaded into its process, this tells it what it wants to hear.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/resource.h>

#define WANTED 65536

static int ask(const char *function, int resource, struct rlimit *limit) {
  int (*genuine)(int, struct rlimit *) = (int (*)(int, struct rlimit *))dlsym(RTLD_NEXT, function);
  int result = genuine(resource, limit);
  if (result == 0 && resource == RLIMIT_NOFILE) {
    if (limit->rlim_cur < WANTED) limit->rlim_cur = WANTED;
    if (limit->rlim_max < WANTED) limit->rlim_max = WANTED;
  }
  return result;
}

// On 64 bits struct rlimit and struct rlimit64 are the same.
int getrlimit(__rlimit_resource_t resource, struct rlimit *limit) { return ask("getrlimit", resource, limit); }
int getrlimit64(__rlimit_resource_t resource, struct rlimit64 *limit) {
  return ask("getrlimit64", resource, (struct rlimit *)limit);
}
