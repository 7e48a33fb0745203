#ifndef CSPAWN_SHIM_H
#define CSPAWN_SHIM_H

#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>

// Declared by spawn.h for those who ask for GNU's own functions, which Swift's module of glibc does not. glibc 2.34.
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

// Closes all descriptors from this one on in the process that is started.
static inline int cspawn_close_from(posix_spawn_file_actions_t *actions, int from) {
    return posix_spawn_file_actions_addclosefrom_np(actions, from);
}

// No program started from here gains privileges. Swift does not import functions with a variable number of arguments.
static inline int cspawn_no_new_privileges(void) {
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

// How many processes the user may have; Swift's module lacks the name.
static inline int cspawn_limit_processes(rlim_t count) {
    struct rlimit limit = {count, count};
    return setrlimit(RLIMIT_NPROC, &limit);
}

#endif
