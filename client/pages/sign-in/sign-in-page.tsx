import { Button, PasswordInput, TextInput } from "@mantine/core";
import { isEmail, isNotEmpty, useForm } from "@mantine/form";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { queryClient } from "../../api.ts";
import { count } from "../../util/number-words.ts";
import { signIn } from "../../util/session.ts";
import { usePageTitle } from "../../util/use-page-title.ts";
import styles from "./sign-in-page.module.css";

const route = getRouteApi("/sign-in");

/** Only a path of this console: a link must not lead elsewhere by way of the sign-in. */
const safeNext = (next: string | undefined): string =>
  next?.startsWith("/") && !/^\/[/\\]/.test(next) && !next.startsWith("/sign-in") ? next : "/";

function refusal({ status, retryAfter }: { status: number; retryAfter: number | undefined }) {
  if (status === 429) {
    const wait = retryAfter ? count(retryAfter, "second") : "a minute";
    return `Too many attempts from here. Wait ${wait}, then try again.`;
  }
  if (status === 401) {
    return "The e-mail or the password is wrong. Passwords are case-sensitive; an admin can set a new one.";
  }
  if (status === 403) return "This account may not sign in. An admin knows why.";
  return `The server could not check the password (HTTP ${status}). Try again in a moment.`;
}

export function SignInPage() {
  const { next } = route.useSearch();
  usePageTitle("Sign in");
  const router = useRouter();
  const [refused, setRefused] = useState<string | null>(null);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { email: "", password: "" },
    validate: {
      email: isEmail("An e-mail address, like ada@example.com"),
      password: isNotEmpty("The password"),
    },
  });
  const submit = form.onSubmit(async ({ email, password }) => {
    setRefused(null);
    try {
      const answer = await signIn(email, password);
      if (!answer.ok) return setRefused(refusal(answer));
      queryClient.clear();
      router.history.push(safeNext(next));
    } catch {
      setRefused("The console's server does not answer. Try again in a moment.");
    }
  });
  return (
    <main className={styles.page}>
      <form className={styles.form} onSubmit={submit} noValidate aria-label="Sign in">
        <h1 className={styles.title}>Bellamy Console</h1>
        <p className="dim">Sign in with your staff account.</p>
        {refused && (
          <p role="alert" className={styles.refused}>
            {refused}
          </p>
        )}
        <TextInput
          key={form.key("email")}
          label="E-mail"
          type="email"
          autoComplete="username"
          autoFocus
          {...form.getInputProps("email")}
        />
        <PasswordInput
          key={form.key("password")}
          label="Password"
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": "Show the password", tabIndex: 0 }}
          {...form.getInputProps("password")}
        />
        <Button type="submit" size="sm" loading={form.submitting}>
          Sign in
        </Button>
      </form>
    </main>
  );
}
